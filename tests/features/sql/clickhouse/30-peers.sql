SELECT
  CAST("name" AS Nullable(String)) AS "name",
  CAST("key" AS Nullable(String)) AS "key",
  CAST("value" AS Nullable(Float64)) AS "value"
FROM (
SELECT
  *
FROM (
  SELECT
    CAST(NULL AS Nullable(String)) AS "name",
    CAST(NULL AS Nullable(String)) AS "key",
    CAST(NULL AS Nullable(Float64)) AS "value"
  FROM (
    SELECT
      *
    FROM "winback_as_of" AS "t0"
    LIMIT 0
  ) AS "t2"
) AS "t3"
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      'branch_churn_90' AS "name",
      "t8"."key" AS "key",
      CAST((
        "t8"."lost" * "t9"."all_there"
      ) + (
        "t9"."all_lost" * 20
      ) AS Nullable(Float64)) / nullIf(CAST((
        "t8"."there" + 20
      ) * "t9"."all_there" AS Nullable(Float64)), 0) AS "value"
    FROM (
      SELECT
        "t4"."branch" AS "key",
        SUM(CASE WHEN "t4"."there" THEN 1 ELSE 0 END) AS "there",
        SUM(CASE WHEN "t4"."lost" THEN 1 ELSE 0 END) AS "lost"
      FROM (
        SELECT
          "t1"."branch" AS "branch",
          (
            "t1"."oldest_age" > 90
          )
          AND NOT (
            (
              "t1"."status" = 'lost'
            ) AND (
              "t1"."days_lost" >= 90
            )
          ) AS "there",
          (
            "t1"."oldest_age" > 90
          )
          AND NOT (
            (
              "t1"."status" = 'lost'
            ) AND (
              "t1"."days_lost" >= 90
            )
          )
          AND (
            "t1"."status" = 'lost'
          ) AS "lost"
        FROM "winback_clients" AS "t1"
        WHERE
          isNotNull("t1"."branch")
      ) AS "t4"
      GROUP BY
        "t4"."branch"
    ) AS "t8"
    CROSS JOIN (
      SELECT
        SUM(CASE WHEN "t5"."there" THEN 1 ELSE 0 END) AS "all_there",
        SUM(CASE WHEN "t5"."lost" THEN 1 ELSE 0 END) AS "all_lost"
      FROM (
        SELECT
          "t1"."branch" AS "branch",
          (
            "t1"."oldest_age" > 90
          )
          AND NOT (
            (
              "t1"."status" = 'lost'
            ) AND (
              "t1"."days_lost" >= 90
            )
          ) AS "there",
          (
            "t1"."oldest_age" > 90
          )
          AND NOT (
            (
              "t1"."status" = 'lost'
            ) AND (
              "t1"."days_lost" >= 90
            )
          )
          AND (
            "t1"."status" = 'lost'
          ) AS "lost"
        FROM "winback_clients" AS "t1"
      ) AS "t5"
    ) AS "t9"
  ) AS "t10"
  WHERE
    isNotNull("t10"."key") AND "t10"."key" <> ''
) AS "t11"
) AS "step"
