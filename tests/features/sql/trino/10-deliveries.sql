SELECT
  CAST("client_id" AS VARCHAR) AS "client_id",
  CAST("promised_day" AS INTEGER) AS "promised_day",
  CAST("delivered_day" AS INTEGER) AS "delivered_day",
  CAST("known_day" AS INTEGER) AS "known_day",
  CAST("void_day" AS INTEGER) AS "void_day",
  CAST("closed_day" AS INTEGER) AS "closed_day",
  CAST("times" AS BIGINT) AS "times"
FROM (
SELECT
  "t1"."client_id",
  "t1"."promised_day",
  "t1"."delivered_day",
  "t1"."known_day",
  "t1"."void_day",
  "t1"."closed_day",
  IF("t1"."order_id" IS NULL, "t1"."rows", 1) AS "times"
FROM "winback_deliveries_by_row" AS "t1"
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t2"."client_id",
          "t2"."order_id",
          COUNT(*) AS "parts"
        FROM (
          SELECT
            *
          FROM "winback_deliveries_by_row" AS "t0"
          WHERE
            "t0"."order_id" IS NOT NULL
        ) AS "t2"
        GROUP BY
          1,
          2
      ) AS "t3"
      WHERE
        "t3"."parts" > 1
    ) AS "t5"
    WHERE
      "t1"."client_id" = "t5"."client_id" AND "t1"."order_id" = "t5"."order_id"
  )
) AS "step"
