SELECT
  CAST("client_id" AS Nullable(String)) AS "client_id",
  "contacted_at",
  CAST("day" AS Nullable(Int32)) AS "day",
  CAST("known_day" AS Nullable(Int32)) AS "known_day",
  CAST("inbound" AS Nullable(Bool)) AS "inbound",
  CAST("outbound" AS Nullable(Bool)) AS "outbound",
  CAST("fruitless" AS Nullable(Bool)) AS "fruitless",
  CAST("informative" AS Nullable(Bool)) AS "informative",
  CAST("refused" AS Nullable(Bool)) AS "refused",
  CAST("reached" AS Nullable(Bool)) AS "reached",
  CAST("minutes" AS Nullable(Int64)) AS "minutes",
  CAST("next_day" AS Nullable(Int32)) AS "next_day",
  CAST("pause" AS Nullable(Int64)) AS "pause",
  CAST("outbound_pause" AS Nullable(Int64)) AS "outbound_pause",
  CAST("reached_day" AS Nullable(Int32)) AS "reached_day",
  CAST("first_reached_day" AS Nullable(Int32)) AS "first_reached_day",
  CAST("inbound_day" AS Nullable(Int32)) AS "inbound_day",
  CAST("outbound_day" AS Nullable(Int32)) AS "outbound_day",
  CAST("informative_day" AS Nullable(Int32)) AS "informative_day",
  CAST("pauses" AS Nullable(Int64)) AS "pauses",
  CAST("fruitless_run" AS Nullable(Int64)) AS "fruitless_run",
  CAST("run_day" AS Nullable(Int32)) AS "run_day"
FROM (
SELECT
  "t4".*
  EXCEPT ("begins", "number")
FROM (
  SELECT
    "t3"."client_id" AS "client_id",
    "t3"."contacted_at" AS "contacted_at",
    "t3"."day" AS "day",
    "t3"."known_day" AS "known_day",
    "t3"."inbound" AS "inbound",
    "t3"."outbound" AS "outbound",
    "t3"."fruitless" AS "fruitless",
    "t3"."informative" AS "informative",
    "t3"."refused" AS "refused",
    "t3"."reached" AS "reached",
    "t3"."minutes" AS "minutes",
    "t3"."number" AS "number",
    "t3"."next_day" AS "next_day",
    "t3"."begins" AS "begins",
    "t3"."pause" AS "pause",
    "t3"."outbound_pause" AS "outbound_pause",
    "t3"."reached_day" AS "reached_day",
    "t3"."first_reached_day" AS "first_reached_day",
    "t3"."inbound_day" AS "inbound_day",
    "t3"."outbound_day" AS "outbound_day",
    "t3"."informative_day" AS "informative_day",
    SUM(CASE WHEN "t3"."pause" > 0 THEN 1 ELSE 0 END) OVER (
      PARTITION BY "t3"."client_id"
      ORDER BY "t3"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "pauses",
    "t3"."number" - COALESCE(
      MAX(
        CASE WHEN "t3"."fruitless" THEN CAST(NULL AS Nullable(Int64)) ELSE "t3"."number" END
      ) OVER (
        PARTITION BY "t3"."client_id"
        ORDER BY "t3"."number" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ),
      -1
    ) AS "fruitless_run",
    MAX(CASE WHEN "t3"."begins" THEN "t3"."day" ELSE CAST(NULL AS Nullable(Int32)) END) OVER (
      PARTITION BY "t3"."client_id"
      ORDER BY "t3"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "run_day"
  FROM (
    SELECT
      "t2"."client_id" AS "client_id",
      "t2"."contacted_at" AS "contacted_at",
      "t2"."day" AS "day",
      "t2"."known_day" AS "known_day",
      "t2"."inbound" AS "inbound",
      "t2"."outbound" AS "outbound",
      "t2"."fruitless" AS "fruitless",
      "t2"."informative" AS "informative",
      "t2"."refused" AS "refused",
      "t2"."reached" AS "reached",
      "t2"."minutes" AS "minutes",
      "t2"."number" AS "number",
      leadInFrame("t2"."day") OVER (
        PARTITION BY "t2"."client_id"
        ORDER BY "t2"."number" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "next_day",
      "t2"."fruitless"
      AND NOT (
        lagInFrame("t2"."fruitless", 1, FALSE) OVER (
          PARTITION BY "t2"."client_id"
          ORDER BY "t2"."number" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        )
      ) AS "begins",
      CASE WHEN "t2"."reached" THEN "t2"."day" ELSE CAST(NULL AS Nullable(Int32)) END - MAX(CASE WHEN "t2"."reached" THEN "t2"."day" ELSE CAST(NULL AS Nullable(Int32)) END) OVER (
        PARTITION BY "t2"."client_id"
        ORDER BY "t2"."number" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
      ) AS "pause",
      CASE
        WHEN "t2"."outbound" AND "t2"."reached"
        THEN "t2"."day"
        ELSE CAST(NULL AS Nullable(Int32))
      END - MAX(
        CASE
          WHEN "t2"."outbound" AND "t2"."reached"
          THEN "t2"."day"
          ELSE CAST(NULL AS Nullable(Int32))
        END
      ) OVER (
        PARTITION BY "t2"."client_id"
        ORDER BY "t2"."number" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
      ) AS "outbound_pause",
      MAX(CASE WHEN "t2"."reached" THEN "t2"."day" ELSE CAST(NULL AS Nullable(Int32)) END) OVER (
        PARTITION BY "t2"."client_id"
        ORDER BY "t2"."number" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS "reached_day",
      MIN(CASE WHEN "t2"."reached" THEN "t2"."day" ELSE CAST(NULL AS Nullable(Int32)) END) OVER (
        PARTITION BY "t2"."client_id"
        ORDER BY "t2"."number" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS "first_reached_day",
      MAX(CASE WHEN "t2"."inbound" THEN "t2"."day" ELSE CAST(NULL AS Nullable(Int32)) END) OVER (
        PARTITION BY "t2"."client_id"
        ORDER BY "t2"."number" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS "inbound_day",
      MAX(
        CASE
          WHEN "t2"."outbound" AND "t2"."reached"
          THEN "t2"."day"
          ELSE CAST(NULL AS Nullable(Int32))
        END
      ) OVER (
        PARTITION BY "t2"."client_id"
        ORDER BY "t2"."number" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS "outbound_day",
      MAX(
        CASE WHEN "t2"."informative" THEN "t2"."day" ELSE CAST(NULL AS Nullable(Int32)) END
      ) OVER (
        PARTITION BY "t2"."client_id"
        ORDER BY "t2"."number" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS "informative_day"
    FROM (
      SELECT
        "t1"."client_id" AS "client_id",
        "t1"."contacted_at" AS "contacted_at",
        "t1"."day" AS "day",
        "t1"."known_day" AS "known_day",
        "t1"."inbound" AS "inbound",
        "t1"."outbound" AS "outbound",
        "t1"."fruitless" AS "fruitless",
        "t1"."informative" AS "informative",
        "t1"."refused" AS "refused",
        "t1"."reached" AS "reached",
        "t1"."minutes" AS "minutes",
        ROW_NUMBER() OVER (
          PARTITION BY "t1"."client_id"
          ORDER BY "t1"."contacted_at" ASC, "t1"."fruitless" DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "number"
      FROM (
        SELECT
          "t0"."client_id" AS "client_id",
          "t0"."contacted_at" AS "contacted_at",
          CAST(DATE_DIFF(
            DAY,
            CAST('1970-01-01' AS Nullable(DATE)),
            CAST("t0"."contacted_at" AS Nullable(DATE))
          ) AS Nullable(Int32)) AS "day",
          CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t0"."known_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "known_day",
          COALESCE("t0"."direction" = 'in', FALSE) AS "inbound",
          COALESCE("t0"."direction" = 'out', FALSE) AS "outbound",
          COALESCE("t0"."outcome", 'not told') IN ('none', 'no_answer', 'refused') AS "fruitless",
          COALESCE("t0"."outcome", 'not told') IN ('order', 'information') AS "informative",
          COALESCE("t0"."outcome", 'not told') = 'refused' AS "refused",
          COALESCE("t0"."outcome", 'not told') <> 'no_answer' AS "reached",
          CAST((
            trunc("t0"."response_hours" * 60) + trunc(
              2 * (
                (
                  "t0"."response_hours" * 60
                ) - trunc("t0"."response_hours" * 60)
              )
            )
          ) AS Nullable(Int64)) AS "minutes"
        FROM "contacts" AS "t0"
      ) AS "t1"
    ) AS "t2"
  ) AS "t3"
) AS "t4"
) AS "step"
