SELECT
  CAST("client_id" AS VARCHAR) COLLATE "C" AS "client_id",
  CAST("day" AS INT) AS "day",
  CAST("known_day" AS INT) AS "known_day",
  CAST("visits" AS BIGINT) AS "visits"
FROM (
SELECT
  "t0"."client_id",
  CAST((
    CAST("t0"."seen_at" AS DATE) - CAST('1970-01-01' AS DATE)
  ) AS INT) AS "day",
  CAST((
    CAST("t0"."known_at" AS DATE) - CAST('1970-01-01' AS DATE)
  ) AS INT) AS "known_day",
  COALESCE("t0"."visits", 1) AS "visits"
FROM "activity" AS "t0"
WHERE
  COALESCE("t0"."visits", 1) > 0
) AS "step"
