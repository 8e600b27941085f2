SELECT
  CAST("client_id" AS VARCHAR) COLLATE "C" AS "client_id",
  CAST("order_id" AS VARCHAR) COLLATE "C" AS "order_id",
  CAST("day" AS INT) AS "day",
  CAST("known_day" AS INT) AS "known_day",
  CAST("amount" AS BIGINT) AS "amount",
  CAST("margin" AS BIGINT) AS "margin",
  CAST("unpriced" AS BIGINT) AS "unpriced",
  CAST("discount" AS BIGINT) AS "discount",
  CAST("discounted" AS INT) AS "discounted",
  CAST("branch" AS VARCHAR) COLLATE "C" AS "branch",
  CAST("cancelled" AS BOOLEAN) AS "cancelled",
  CAST("status_day" AS INT) AS "status_day",
  CAST("status_void" AS INT) AS "status_void"
FROM (
SELECT
  *
FROM (
  SELECT
    "t0"."client_id",
    "t0"."order_id",
    CAST((
      CAST("t0"."ordered_at" AS DATE) - CAST('1970-01-01' AS DATE)
    ) AS INT) AS "day",
    CAST((
      CAST("t0"."known_at" AS DATE) - CAST('1970-01-01' AS DATE)
    ) AS INT) AS "known_day",
    "t0"."amount_hundredths" AS "amount",
    COALESCE("t0"."margin_hundredths", 0) AS "margin",
    CASE WHEN "t0"."margin_hundredths" IS NULL THEN "t0"."amount_hundredths" ELSE 0 END AS "unpriced",
    ABS(COALESCE("t0"."discount_hundredths", 0)) AS "discount",
    CASE WHEN COALESCE("t0"."discount_hundredths", 0) = 0 THEN 0 ELSE 1 END AS "discounted",
    "t0"."branch",
    "t0"."status" = 'cancelled' AS "cancelled",
    CAST((
      CAST("t0"."status_at" AS DATE) - CAST('1970-01-01' AS DATE)
    ) AS INT) AS "status_day",
    CASE
      WHEN "t0"."status" IN ('cancelled', 'returned') AND (
        "t0"."status_at" IS NOT NULL
      )
      THEN GREATEST(
        CAST((
          CAST("t0"."status_at" AS DATE) - CAST('1970-01-01' AS DATE)
        ) AS INT),
        CAST((
          CAST("t0"."known_at" AS DATE) - CAST('1970-01-01' AS DATE)
        ) AS INT)
      )
      ELSE CAST(NULL AS INT)
    END AS "status_void"
  FROM "orders" AS "t0"
) AS "t1"
WHERE
  (
    "t1"."amount" < 0
  ) OR (
    "t1"."status_void" IS NOT NULL
  )
) AS "step"
