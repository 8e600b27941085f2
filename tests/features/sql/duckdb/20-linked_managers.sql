SELECT
  "client_id",
  "manager",
  "valid_from",
  "day",
  "known_day",
  "end_day",
  "dismissed",
  "changed"
FROM (
SELECT
  "t1"."client_id",
  "t1"."manager",
  "t1"."valid_from",
  "t1"."day",
  "t1"."known_day",
  "t1"."end_day",
  "t1"."dismissed",
  COALESCE(
    "t1"."manager" <> LAG("t1"."manager") OVER (
      PARTITION BY "t1"."client_id"
      ORDER BY "t1"."valid_from" ASC, "t1"."manager" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ),
    FALSE
  ) AS "changed"
FROM (
  SELECT
    "t0"."client_id",
    "t0"."manager",
    "t0"."valid_from",
    CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."valid_from" AS DATE)) AS INT) AS "day",
    CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."known_at" AS DATE)) AS INT) AS "known_day",
    CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t0"."valid_to" AS DATE)) AS INT) AS "end_day",
    COALESCE("t0"."dismissed", FALSE) AS "dismissed"
  FROM "managers" AS "t0"
) AS "t1"
)
