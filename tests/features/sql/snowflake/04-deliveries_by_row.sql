SELECT
  CAST("client_id" AS VARCHAR) AS "client_id",
  CAST("order_id" AS VARCHAR) AS "order_id",
  CAST("promised_day" AS INT) AS "promised_day",
  CAST("delivered_day" AS INT) AS "delivered_day",
  CAST("known_day" AS INT) AS "known_day",
  CAST("void_day" AS INT) AS "void_day",
  CAST("closed_day" AS INT) AS "closed_day",
  CAST("rows" AS BIGINT) AS "rows"
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
    CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), "t4"."promised_on") AS INT) AS "promised_day",
    CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), "t4"."delivered_on") AS INT) AS "delivered_day",
    CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t4"."known_at" AS DATE)) AS INT) AS "known_day",
    IFF("t4"."status" = 'cancelled', "t4"."status_day", CAST(NULL AS INT)) AS "void_day",
    LEAST(
      COALESCE(
        COALESCE(
          IFF("t4"."status" = 'returned', "t4"."status_day", CAST(NULL AS INT)),
          "t5"."refund_day"
        ),
        COALESCE(
          "t5"."refund_day",
          IFF("t4"."status" = 'returned', "t4"."status_day", CAST(NULL AS INT))
        )
      ),
      COALESCE(
        COALESCE(
          "t5"."refund_day",
          IFF("t4"."status" = 'returned', "t4"."status_day", CAST(NULL AS INT))
        ),
        COALESCE(
          IFF("t4"."status" = 'returned', "t4"."status_day", CAST(NULL AS INT)),
          "t5"."refund_day"
        )
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
      IFF(
        "t0"."status_at" IS NOT NULL,
        GREATEST(
          COALESCE(
            COALESCE(
              CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t0"."status_at" AS DATE)) AS INT),
              CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t0"."known_at" AS DATE)) AS INT)
            ),
            COALESCE(
              CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t0"."known_at" AS DATE)) AS INT),
              CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t0"."status_at" AS DATE)) AS INT)
            )
          ),
          COALESCE(
            COALESCE(
              CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t0"."known_at" AS DATE)) AS INT),
              CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t0"."status_at" AS DATE)) AS INT)
            ),
            COALESCE(
              CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t0"."status_at" AS DATE)) AS INT),
              CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t0"."known_at" AS DATE)) AS INT)
            )
          )
        ),
        CAST(NULL AS INT)
      ) AS "status_day"
    FROM "orders" AS "t0"
    WHERE
      "t0"."promised_on" IS NOT NULL AND "t0"."amount_hundredths" >= 0
  ) AS "t4"
  LEFT OUTER JOIN (
    SELECT
      "t1"."client_id",
      "t1"."order_id",
      MIN(
        CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t1"."known_at" AS DATE)) AS INT)
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
) AS "step"
