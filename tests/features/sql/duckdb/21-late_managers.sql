SELECT
  "client_id",
  "day",
  "known_day"
FROM (
SELECT
  "t1"."client_id",
  "t1"."day",
  "t1"."known_day"
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
WHERE
  "t1"."known_day" > "t1"."day"
)
