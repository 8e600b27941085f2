SELECT
  CAST("name" AS VARCHAR) AS "name",
  CAST("key" AS VARCHAR) AS "key",
  CAST("value" AS DOUBLE) AS "value"
FROM (
SELECT
  *
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "name",
    CAST(NULL AS VARCHAR) AS "key",
    CAST(NULL AS DOUBLE) AS "value"
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
      "t8"."key",
      CAST((
        "t8"."lost" * "t9"."all_there"
      ) + (
        "t9"."all_lost" * 20
      ) AS DOUBLE) / NULLIF(CAST((
        "t8"."there" + 20
      ) * "t9"."all_there" AS DOUBLE), 0) AS "value"
    FROM (
      SELECT
        "t4"."branch" AS "key",
        SUM(IF("t4"."there", 1, 0)) AS "there",
        SUM(IF("t4"."lost", 1, 0)) AS "lost"
      FROM (
        SELECT
          "t1"."branch",
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
          "t1"."branch" IS NOT NULL
      ) AS "t4"
      GROUP BY
        1
    ) AS "t8"
    CROSS JOIN (
      SELECT
        SUM(IF("t5"."there", 1, 0)) AS "all_there",
        SUM(IF("t5"."lost", 1, 0)) AS "all_lost"
      FROM (
        SELECT
          "t1"."branch",
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
    "t10"."key" IS NOT NULL AND "t10"."key" <> ''
) AS "t11"
) AS "step"
