SELECT
  CAST("name" AS Nullable(String)) AS "name",
  CAST("key" AS Nullable(String)) AS "key",
  CAST("value" AS Nullable(Float64)) AS "value"
FROM (
SELECT
  *
FROM (
  SELECT
    'usual_days_to_resolve' AS "name",
    "t14"."key" AS "key",
    CAST("t14"."days" AS Nullable(Float64)) / nullIf(CAST("t14"."times" AS Nullable(Float64)), 0) AS "value"
  FROM (
    SELECT
      "t12"."category" AS "key",
      SUM("t12"."days_to_resolve") AS "days",
      COUNT(*) AS "times"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t1"."client_id" AS "client_id",
          "t1"."severity" AS "severity",
          COALESCE("t1"."category", 'other') AS "category",
          20454 - CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."opened_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "age",
          CASE
            WHEN CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."closed_at" AS Nullable(DATE))) AS Nullable(Int32)) < 20454
            THEN CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."closed_at" AS Nullable(DATE))) AS Nullable(Int32)) - CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."opened_at" AS Nullable(DATE))) AS Nullable(Int32))
            ELSE CAST(NULL AS Nullable(Int32))
          END AS "days_to_resolve"
        FROM "complaints" AS "t1"
        WHERE
          CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t1"."known_at" AS Nullable(DATE))) AS Nullable(Int32)) < 20454
      ) AS "t10"
      WHERE
        "t10"."age" <= 365 AND isNotNull("t10"."days_to_resolve")
    ) AS "t12"
    GROUP BY
      "t12"."category"
  ) AS "t14"
  WHERE
    isNotNull("t14"."key") AND "t14"."key" <> ''
) AS "t16"
UNION ALL
SELECT
  *
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
    ) AS "t4"
  ) AS "t5"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      'product_price' AS "name",
      "t15"."key" AS "key",
      COALESCE(
        CAST("t15"."paid_lately" AS Nullable(Float64)) / nullIf(CAST("t15"."quantity_lately" AS Nullable(Float64)), 0),
        CAST("t15"."paid" AS Nullable(Float64)) / nullIf(CAST("t15"."quantity" AS Nullable(Float64)), 0)
      ) AS "value"
    FROM (
      SELECT
        "t13"."product" AS "key",
        SUM("t13"."paid") AS "paid",
        SUM("t13"."quantity") AS "quantity",
        SUM(CASE WHEN "t13"."day" >= (
          20454 - 30
        ) THEN "t13"."paid" ELSE 0 END) AS "paid_lately",
        SUM(CASE WHEN "t13"."day" >= (
          20454 - 30
        ) THEN "t13"."quantity" ELSE 0 END) AS "quantity_lately"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t2"."product" AS "product",
              "t2"."day" AS "day",
              "t2"."known_day" AS "known_day",
              "t2"."paid" AS "paid",
              "t2"."quantity" AS "quantity"
            FROM "winback_lines" AS "t2"
          ) AS "t6"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t8"."product" AS "product",
              "t8"."day" AS "day",
              "t8"."known_day" AS "known_day",
              "t8"."paid" AS "paid",
              "t8"."quantity" AS "quantity"
            FROM (
              SELECT
                "t7".*
                EXCEPT ("void_day")
              FROM (
                SELECT
                  *
                FROM "winback_undone_lines" AS "t3"
                WHERE
                  "t3"."known_day" < 20454 AND "t3"."void_day" >= 20454
              ) AS "t7"
            ) AS "t8"
          ) AS "t9"
        ) AS "t11"
        WHERE
          "t11"."known_day" < 20454
          AND "t11"."day" >= (
            20454 - 90
          )
          AND "t11"."quantity" > 0
      ) AS "t13"
      GROUP BY
        "t13"."product"
    ) AS "t15"
    WHERE
      isNotNull("t15"."key") AND "t15"."key" <> ''
  ) AS "t17"
) AS "t18"
) AS "step"
