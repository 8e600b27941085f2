SELECT
  CAST("client_id" AS Nullable(String)) AS "client_id",
  CAST("order_id" AS Nullable(String)) AS "order_id",
  CAST("promised_day" AS Nullable(Int32)) AS "promised_day",
  CAST("delivered_day" AS Nullable(Int32)) AS "delivered_day",
  CAST("known_day" AS Nullable(Int32)) AS "known_day",
  CAST("void_day" AS Nullable(Int32)) AS "void_day",
  CAST("closed_day" AS Nullable(Int32)) AS "closed_day",
  CAST("rows" AS Nullable(Int64)) AS "rows"
FROM (
SELECT
  "t6"."client_id" AS "client_id",
  "t6"."order_id" AS "order_id",
  "t6"."promised_day" AS "promised_day",
  "t6"."delivered_day" AS "delivered_day",
  "t6"."known_day" AS "known_day",
  "t6"."void_day" AS "void_day",
  "t6"."closed_day" AS "closed_day",
  COUNT(*) AS "rows"
FROM (
  SELECT
    "t4"."client_id" AS "client_id",
    "t4"."order_id" AS "order_id",
    CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), "t4"."promised_on") AS Nullable(Int32)) AS "promised_day",
    CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), "t4"."delivered_on") AS Nullable(Int32)) AS "delivered_day",
    CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t4"."known_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "known_day",
    CASE
      WHEN "t4"."status" = 'cancelled'
      THEN "t4"."status_day"
      ELSE CAST(NULL AS Nullable(Int32))
    END AS "void_day",
    LEAST(
      COALESCE(
        COALESCE(
          CASE
            WHEN "t4"."status" = 'returned'
            THEN "t4"."status_day"
            ELSE CAST(NULL AS Nullable(Int32))
          END,
          "t5"."refund_day"
        ),
        COALESCE(
          "t5"."refund_day",
          CASE
            WHEN "t4"."status" = 'returned'
            THEN "t4"."status_day"
            ELSE CAST(NULL AS Nullable(Int32))
          END
        )
      ),
      COALESCE(
        COALESCE(
          "t5"."refund_day",
          CASE
            WHEN "t4"."status" = 'returned'
            THEN "t4"."status_day"
            ELSE CAST(NULL AS Nullable(Int32))
          END
        ),
        COALESCE(
          CASE
            WHEN "t4"."status" = 'returned'
            THEN "t4"."status_day"
            ELSE CAST(NULL AS Nullable(Int32))
          END,
          "t5"."refund_day"
        )
      )
    ) AS "closed_day"
  FROM (
    SELECT
      "t0"."client_id" AS "client_id",
      "t0"."ordered_at" AS "ordered_at",
      "t0"."amount_hundredths" AS "amount_hundredths",
      "t0"."order_id" AS "order_id",
      "t0"."margin_hundredths" AS "margin_hundredths",
      "t0"."status" AS "status",
      "t0"."status_at" AS "status_at",
      "t0"."currency" AS "currency",
      "t0"."discount_hundredths" AS "discount_hundredths",
      "t0"."promised_on" AS "promised_on",
      "t0"."delivered_on" AS "delivered_on",
      "t0"."branch" AS "branch",
      "t0"."manager" AS "manager",
      "t0"."channel" AS "channel",
      "t0"."known_at" AS "known_at",
      CASE
        WHEN isNotNull("t0"."status_at")
        THEN GREATEST(
          COALESCE(
            COALESCE(
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."status_at" AS Nullable(DATE))) AS Nullable(Int32)),
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."known_at" AS Nullable(DATE))) AS Nullable(Int32))
            ),
            COALESCE(
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."known_at" AS Nullable(DATE))) AS Nullable(Int32)),
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."status_at" AS Nullable(DATE))) AS Nullable(Int32))
            )
          ),
          COALESCE(
            COALESCE(
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."known_at" AS Nullable(DATE))) AS Nullable(Int32)),
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."status_at" AS Nullable(DATE))) AS Nullable(Int32))
            ),
            COALESCE(
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."status_at" AS Nullable(DATE))) AS Nullable(Int32)),
              CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."known_at" AS Nullable(DATE))) AS Nullable(Int32))
            )
          )
        )
        ELSE CAST(NULL AS Nullable(Int32))
      END AS "status_day"
    FROM "orders" AS "t0"
    WHERE
      isNotNull("t0"."promised_on") AND "t0"."amount_hundredths" >= 0
  ) AS "t4"
  LEFT OUTER JOIN (
    SELECT
      "t1"."client_id" AS "client_id",
      "t1"."order_id" AS "order_id",
      MIN(
        CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."known_at" AS Nullable(DATE))) AS Nullable(Int32))
      ) AS "refund_day"
    FROM (
      SELECT
        *
      FROM "orders" AS "t0"
      WHERE
        "t0"."amount_hundredths" < 0 AND isNotNull("t0"."order_id")
    ) AS "t1"
    GROUP BY
      "t1"."client_id",
      "t1"."order_id"
  ) AS "t5"
    ON "t4"."client_id" = "t5"."client_id" AND "t4"."order_id" = "t5"."order_id"
) AS "t6"
GROUP BY
  "t6"."client_id",
  "t6"."order_id",
  "t6"."promised_day",
  "t6"."delivered_day",
  "t6"."known_day",
  "t6"."void_day",
  "t6"."closed_day"
) AS "step"
