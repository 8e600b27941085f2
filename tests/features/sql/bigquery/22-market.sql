SELECT
  CAST(`name` AS STRING) AS `name`,
  CAST(`key` AS STRING) AS `key`,
  CAST(`value` AS FLOAT64) AS `value`
FROM (
SELECT
  *
FROM (
  SELECT
    'usual_days_to_resolve' AS `name`,
    `t14`.`key`,
    ieee_divide(CAST(`t14`.`days` AS FLOAT64), NULLIF(CAST(`t14`.`times` AS FLOAT64), 0)) AS `value`
  FROM (
    SELECT
      `t12`.`category` AS `key`,
      SUM(`t12`.`days_to_resolve`) AS `days`,
      COUNT(*) AS `times`
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t1`.`client_id`,
          `t1`.`severity`,
          COALESCE(`t1`.`category`, 'other') AS `category`,
          20454 - CAST(DATE_DIFF(CAST(`t1`.`opened_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64) AS `age`,
          IF(
            CAST(DATE_DIFF(CAST(`t1`.`closed_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64) < 20454,
            CAST(DATE_DIFF(CAST(`t1`.`closed_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64) - CAST(DATE_DIFF(CAST(`t1`.`opened_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64),
            CAST(NULL AS INT64)
          ) AS `days_to_resolve`
        FROM `complaints` AS `t1`
        WHERE
          CAST(DATE_DIFF(CAST(`t1`.`known_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64) < 20454
      ) AS `t10`
      WHERE
        `t10`.`age` <= 365 AND `t10`.`days_to_resolve` IS NOT NULL
    ) AS `t12`
    GROUP BY
      1
  ) AS `t14`
  WHERE
    `t14`.`key` IS NOT NULL AND `t14`.`key` <> ''
) AS `t16`
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      CAST(NULL AS STRING) AS `name`,
      CAST(NULL AS STRING) AS `key`,
      CAST(NULL AS FLOAT64) AS `value`
    FROM (
      SELECT
        *
      FROM `winback_as_of` AS `t0`
      LIMIT 0
    ) AS `t4`
  ) AS `t5`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      'product_price' AS `name`,
      `t15`.`key`,
      COALESCE(
        ieee_divide(
          CAST(`t15`.`paid_lately` AS FLOAT64),
          NULLIF(CAST(`t15`.`quantity_lately` AS FLOAT64), 0)
        ),
        ieee_divide(CAST(`t15`.`paid` AS FLOAT64), NULLIF(CAST(`t15`.`quantity` AS FLOAT64), 0))
      ) AS `value`
    FROM (
      SELECT
        `t13`.`product` AS `key`,
        SUM(`t13`.`paid`) AS `paid`,
        SUM(`t13`.`quantity`) AS `quantity`,
        SUM(IF(`t13`.`day` >= (
          20454 - 30
        ), `t13`.`paid`, 0)) AS `paid_lately`,
        SUM(IF(`t13`.`day` >= (
          20454 - 30
        ), `t13`.`quantity`, 0)) AS `quantity_lately`
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              `t2`.`product`,
              `t2`.`day`,
              `t2`.`known_day`,
              `t2`.`paid`,
              `t2`.`quantity`
            FROM `winback_lines` AS `t2`
          ) AS `t6`
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              `t8`.`product`,
              `t8`.`day`,
              `t8`.`known_day`,
              `t8`.`paid`,
              `t8`.`quantity`
            FROM (
              SELECT
                `t7`.*
                EXCEPT (`void_day`)
              FROM (
                SELECT
                  *
                FROM `winback_undone_lines` AS `t3`
                WHERE
                  `t3`.`known_day` < 20454 AND `t3`.`void_day` >= 20454
              ) AS `t7`
            ) AS `t8`
          ) AS `t9`
        ) AS `t11`
        WHERE
          `t11`.`known_day` < 20454
          AND `t11`.`day` >= (
            20454 - 90
          )
          AND `t11`.`quantity` > 0
      ) AS `t13`
      GROUP BY
        1
    ) AS `t15`
    WHERE
      `t15`.`key` IS NOT NULL AND `t15`.`key` <> ''
  ) AS `t17`
) AS `t18`
) AS `step`
