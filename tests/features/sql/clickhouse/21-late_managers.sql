SELECT
  CAST("client_id" AS Nullable(String)) AS "client_id",
  CAST("day" AS Nullable(Int32)) AS "day",
  CAST("known_day" AS Nullable(Int32)) AS "known_day"
FROM (
SELECT
  "t1"."client_id" AS "client_id",
  "t1"."day" AS "day",
  "t1"."known_day" AS "known_day"
FROM (
  SELECT
    "t0"."client_id" AS "client_id",
    "t0"."manager" AS "manager",
    "t0"."valid_from" AS "valid_from",
    CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."valid_from" AS Nullable(DATE))) AS Nullable(Int32)) AS "day",
    CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."known_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "known_day",
    CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."valid_to" AS Nullable(DATE))) AS Nullable(Int32)) AS "end_day",
    COALESCE("t0"."dismissed", FALSE) AS "dismissed"
  FROM "managers" AS "t0"
) AS "t1"
WHERE
  "t1"."known_day" > "t1"."day"
) AS "step"
