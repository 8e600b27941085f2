SELECT
  CAST("client_id" AS Nullable(String)) AS "client_id",
  CAST("day" AS Nullable(Int32)) AS "day",
  CAST("known_day" AS Nullable(Int32)) AS "known_day",
  CAST("visits" AS Nullable(Int64)) AS "visits"
FROM (
SELECT
  "t0"."client_id" AS "client_id",
  CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."seen_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "day",
  CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."known_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "known_day",
  COALESCE("t0"."visits", 1) AS "visits"
FROM "activity" AS "t0"
WHERE
  COALESCE("t0"."visits", 1) > 0
) AS "step"
