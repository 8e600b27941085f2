SELECT
  CAST("client_id" AS Nullable(String)) AS "client_id",
  CAST("order_id" AS Nullable(String)) AS "order_id",
  CAST("promised_day" AS Nullable(Int32)) AS "promised_day",
  CAST("delivered_day" AS Nullable(Int32)) AS "delivered_day",
  CAST("known_day" AS Nullable(Int32)) AS "known_day",
  CAST("void_day" AS Nullable(Int32)) AS "void_day",
  CAST("closed_day" AS Nullable(Int32)) AS "closed_day"
FROM (
SELECT
  "t6".*
  EXCEPT ("rows")
FROM (
  SELECT
    "t1"."client_id" AS "client_id",
    "t1"."order_id" AS "order_id",
    "t1"."promised_day" AS "promised_day",
    "t1"."delivered_day" AS "delivered_day",
    "t1"."known_day" AS "known_day",
    "t1"."void_day" AS "void_day",
    "t1"."closed_day" AS "closed_day",
    "t1"."rows" AS "rows"
  FROM "winback_deliveries_by_row" AS "t1"
  LEFT SEMI JOIN (
    SELECT
      *
    FROM (
      SELECT
        "t2"."client_id" AS "client_id",
        "t2"."order_id" AS "order_id",
        COUNT(*) AS "parts"
      FROM (
        SELECT
          *
        FROM "winback_deliveries_by_row" AS "t0"
        WHERE
          isNotNull("t0"."order_id")
      ) AS "t2"
      GROUP BY
        "t2"."client_id",
        "t2"."order_id"
    ) AS "t3"
    WHERE
      "t3"."parts" > 1
  ) AS "t5"
    ON "t1"."client_id" = "t5"."client_id" AND "t1"."order_id" = "t5"."order_id"
) AS "t6"
) AS "step"
