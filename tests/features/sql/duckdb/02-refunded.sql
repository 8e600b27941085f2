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
  "t5"."client_id",
  "t5"."order_id",
  "t5"."day",
  "t5"."known_day",
  "t5"."amount",
  "t5"."margin",
  "t5"."unpriced",
  "t5"."discount",
  "t5"."discounted",
  "t5"."branch",
  "t5"."cancelled",
  "t5"."status_day",
  "t5"."status_void"
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
  WHERE
    "t0"."amount_hundredths" >= 0
) AS "t5"
SEMI JOIN (
  SELECT DISTINCT
    "t1"."client_id",
    "t1"."order_id"
  FROM "winback_undoing" AS "t1"
  WHERE
    "t1"."amount" < 0 AND "t1"."order_id" IS NOT NULL
) AS "t3"
  ON "t5"."client_id" = "t3"."client_id" AND "t5"."order_id" = "t3"."order_id"
)
