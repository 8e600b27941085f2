SELECT
  CAST("client_id" AS VARCHAR) AS "client_id",
  CAST("order_id" AS VARCHAR) AS "order_id",
  CAST("day" AS INTEGER) AS "day",
  CAST("known_day" AS INTEGER) AS "known_day",
  CAST("amount" AS BIGINT) AS "amount",
  CAST("margin" AS BIGINT) AS "margin",
  CAST("unpriced" AS BIGINT) AS "unpriced",
  CAST("discount" AS BIGINT) AS "discount",
  CAST("discounted" AS INTEGER) AS "discounted",
  CAST("branch" AS VARCHAR) AS "branch",
  CAST("cancelled" AS BOOLEAN) AS "cancelled",
  CAST("status_day" AS INTEGER) AS "status_day",
  CAST("status_void" AS INTEGER) AS "status_void"
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
    CAST(DATE_DIFF(
      'DAY',
      DATE_TRUNC('DAY', CAST('1970-01-01' AS DATE)),
      DATE_TRUNC('DAY', CAST("t0"."ordered_at" AS DATE))
    ) AS INTEGER) AS "day",
    CAST(DATE_DIFF(
      'DAY',
      DATE_TRUNC('DAY', CAST('1970-01-01' AS DATE)),
      DATE_TRUNC('DAY', CAST("t0"."known_at" AS DATE))
    ) AS INTEGER) AS "known_day",
    "t0"."amount_hundredths" AS "amount",
    COALESCE("t0"."margin_hundredths", 0) AS "margin",
    IF("t0"."margin_hundredths" IS NULL, "t0"."amount_hundredths", 0) AS "unpriced",
    ABS(COALESCE("t0"."discount_hundredths", 0)) AS "discount",
    IF(COALESCE("t0"."discount_hundredths", 0) = 0, 0, 1) AS "discounted",
    "t0"."branch",
    "t0"."status" = 'cancelled' AS "cancelled",
    CAST(DATE_DIFF(
      'DAY',
      DATE_TRUNC('DAY', CAST('1970-01-01' AS DATE)),
      DATE_TRUNC('DAY', CAST("t0"."status_at" AS DATE))
    ) AS INTEGER) AS "status_day",
    IF(
      "t0"."status" IN ('cancelled', 'returned') AND (
        "t0"."status_at" IS NOT NULL
      ),
      GREATEST(
        COALESCE(
          CAST(DATE_DIFF(
            'DAY',
            DATE_TRUNC('DAY', CAST('1970-01-01' AS DATE)),
            DATE_TRUNC('DAY', CAST("t0"."status_at" AS DATE))
          ) AS INTEGER),
          CAST(DATE_DIFF(
            'DAY',
            DATE_TRUNC('DAY', CAST('1970-01-01' AS DATE)),
            DATE_TRUNC('DAY', CAST("t0"."known_at" AS DATE))
          ) AS INTEGER)
        ),
        COALESCE(
          CAST(DATE_DIFF(
            'DAY',
            DATE_TRUNC('DAY', CAST('1970-01-01' AS DATE)),
            DATE_TRUNC('DAY', CAST("t0"."known_at" AS DATE))
          ) AS INTEGER),
          CAST(DATE_DIFF(
            'DAY',
            DATE_TRUNC('DAY', CAST('1970-01-01' AS DATE)),
            DATE_TRUNC('DAY', CAST("t0"."status_at" AS DATE))
          ) AS INTEGER)
        )
      ),
      CAST(NULL AS INTEGER)
    ) AS "status_void"
  FROM "orders" AS "t0"
  WHERE
    "t0"."amount_hundredths" >= 0
) AS "t5"
WHERE
  EXISTS(
    SELECT
      1
    FROM (
      SELECT DISTINCT
        "t1"."client_id",
        "t1"."order_id"
      FROM "winback_undoing" AS "t1"
      WHERE
        "t1"."amount" < 0 AND "t1"."order_id" IS NOT NULL
    ) AS "t3"
    WHERE
      "t5"."client_id" = "t3"."client_id" AND "t5"."order_id" = "t3"."order_id"
  )
) AS "step"
