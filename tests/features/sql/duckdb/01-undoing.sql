SELECT
  "client_id",
  "order_id",
  "day",
  "known_day",
  "amount"::BIGINT AS "amount",
  "margin"::BIGINT AS "margin",
  "unpriced"::BIGINT AS "unpriced",
  "discount"::BIGINT AS "discount",
  "discounted",
  "branch",
  "cancelled",
  "status_day",
  "status_void"
FROM (
SELECT
  *
FROM (
  SELECT
    "t0"."client_id",
    "t0"."order_id",
    CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."ordered_at" AS DATE)) AS INT) AS "day",
    CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."known_at" AS DATE)) AS INT) AS "known_day",
    "t0"."amount_hundredths" AS "amount",
    COALESCE("t0"."margin_hundredths", 0) AS "margin",
    CASE WHEN "t0"."margin_hundredths" IS NULL THEN "t0"."amount_hundredths" ELSE 0 END AS "unpriced",
    ABS(COALESCE("t0"."discount_hundredths", 0)) AS "discount",
    CASE WHEN COALESCE("t0"."discount_hundredths", 0) = 0 THEN 0 ELSE 1 END AS "discounted",
    "t0"."branch",
    "t0"."status" = 'cancelled' AS "cancelled",
    CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."status_at" AS DATE)) AS INT) AS "status_day",
    CASE
      WHEN "t0"."status" IN ('cancelled', 'returned') AND (
        "t0"."status_at" IS NOT NULL
      )
      THEN GREATEST(
        CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."status_at" AS DATE)) AS INT),
        CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."known_at" AS DATE)) AS INT)
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
)
