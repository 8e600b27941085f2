SELECT
  CAST("client_id" AS Nullable(String)) AS "client_id",
  CAST("manager" AS Nullable(String)) AS "manager",
  "valid_from",
  CAST("day" AS Nullable(Int32)) AS "day",
  CAST("known_day" AS Nullable(Int32)) AS "known_day",
  CAST("end_day" AS Nullable(Int32)) AS "end_day",
  CAST("dismissed" AS Nullable(Bool)) AS "dismissed",
  CAST("changed" AS Nullable(Bool)) AS "changed"
FROM (
SELECT
  "t1"."client_id" AS "client_id",
  "t1"."manager" AS "manager",
  "t1"."valid_from" AS "valid_from",
  "t1"."day" AS "day",
  "t1"."known_day" AS "known_day",
  "t1"."end_day" AS "end_day",
  "t1"."dismissed" AS "dismissed",
  COALESCE(
    "t1"."manager" <> lagInFrame("t1"."manager") OVER (
      PARTITION BY "t1"."client_id"
      ORDER BY "t1"."valid_from" ASC, "t1"."manager" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ),
    FALSE
  ) AS "changed"
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
) AS "step"
