SELECT
  "client_id",
  "promised_day",
  "delivered_day",
  "known_day",
  "void_day",
  "closed_day",
  "times"::BIGINT AS "times"
FROM (
SELECT
  "t1"."client_id",
  "t1"."promised_day",
  "t1"."delivered_day",
  "t1"."known_day",
  "t1"."void_day",
  "t1"."closed_day",
  CASE WHEN "t1"."order_id" IS NULL THEN "t1"."rows" ELSE 1 END AS "times"
FROM "winback_deliveries_by_row" AS "t1"
ANTI JOIN (
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
  ON "t1"."client_id" = "t5"."client_id" AND "t1"."order_id" = "t5"."order_id"
)
