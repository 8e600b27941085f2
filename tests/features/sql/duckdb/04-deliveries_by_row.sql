SELECT
  "client_id",
  "order_id",
  "promised_day",
  "delivered_day",
  "known_day",
  "void_day",
  "closed_day",
  "rows"::BIGINT AS "rows"
FROM (
SELECT
  "t6"."client_id",
  "t6"."order_id",
  "t6"."promised_day",
  "t6"."delivered_day",
  "t6"."known_day",
  "t6"."void_day",
  "t6"."closed_day",
  COUNT(*) AS "rows"
FROM (
  SELECT
    "t4"."client_id",
    "t4"."order_id",
    CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t4"."promised_on") AS INT) AS "promised_day",
    CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t4"."delivered_on") AS INT) AS "delivered_day",
    CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t4"."known_at" AS DATE)) AS INT) AS "known_day",
    CASE
      WHEN "t4"."status" = 'cancelled'
      THEN "t4"."status_day"
      ELSE CAST(NULL AS INT)
    END AS "void_day",
    LEAST(
      COALESCE(
        CASE
          WHEN "t4"."status" = 'returned'
          THEN "t4"."status_day"
          ELSE CAST(NULL AS INT)
        END,
        "t5"."refund_day"
      ),
      COALESCE(
        "t5"."refund_day",
        CASE
          WHEN "t4"."status" = 'returned'
          THEN "t4"."status_day"
          ELSE CAST(NULL AS INT)
        END
      )
    ) AS "closed_day"
  FROM (
    SELECT
      "t0"."client_id",
      "t0"."ordered_at",
      "t0"."amount_hundredths",
      "t0"."order_id",
      "t0"."margin_hundredths",
      "t0"."status",
      "t0"."status_at",
      "t0"."currency",
      "t0"."discount_hundredths",
      "t0"."promised_on",
      "t0"."delivered_on",
      "t0"."branch",
      "t0"."manager",
      "t0"."channel",
      "t0"."known_at",
      CASE
        WHEN "t0"."status_at" IS NOT NULL
        THEN GREATEST(
          COALESCE(
            CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."status_at" AS DATE)) AS INT),
            CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."known_at" AS DATE)) AS INT)
          ),
          COALESCE(
            CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."known_at" AS DATE)) AS INT),
            CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."status_at" AS DATE)) AS INT)
          )
        )
        ELSE CAST(NULL AS INT)
      END AS "status_day"
    FROM "orders" AS "t0"
    WHERE
      "t0"."promised_on" IS NOT NULL AND "t0"."amount_hundredths" >= 0
  ) AS "t4"
  LEFT OUTER JOIN (
    SELECT
      "t1"."client_id",
      "t1"."order_id",
      MIN(
        CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t1"."known_at" AS DATE)) AS INT)
      ) AS "refund_day"
    FROM (
      SELECT
        *
      FROM "orders" AS "t0"
      WHERE
        "t0"."amount_hundredths" < 0 AND "t0"."order_id" IS NOT NULL
    ) AS "t1"
    GROUP BY
      1,
      2
  ) AS "t5"
    ON "t4"."client_id" = "t5"."client_id" AND "t4"."order_id" = "t5"."order_id"
) AS "t6"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7
)
