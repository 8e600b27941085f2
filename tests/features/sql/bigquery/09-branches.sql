SELECT
  CAST(`client_id` AS STRING) AS `client_id`,
  CAST(`branch` AS STRING) AS `branch`,
  CAST(`day` AS INT64) AS `day`,
  CAST(`known_day` AS INT64) AS `known_day`,
  CAST(`void_day` AS INT64) AS `void_day`
FROM (
WITH `t11` AS (
  SELECT DISTINCT
    `t10`.`client_id`,
    `t10`.`branch`,
    `t10`.`day`,
    `t10`.`known_day`,
    `t10`.`void_day`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t8`.`client_id`,
        `t8`.`order_id`,
        `t8`.`day`,
        `t8`.`known_day`,
        LEAST(
          COALESCE(
            COALESCE(`t8`.`status_void`, `t8`.`refund_void`),
            COALESCE(`t8`.`refund_void`, `t8`.`status_void`)
          ),
          COALESCE(
            COALESCE(`t8`.`refund_void`, `t8`.`status_void`),
            COALESCE(`t8`.`status_void`, `t8`.`refund_void`)
          )
        ) AS `void_day`,
        FALSE AS `refund`,
        `t8`.`branch`
      FROM (
        SELECT
          `t7`.`client_id`,
          `t7`.`order_id`,
          `t7`.`day`,
          `t7`.`known_day`,
          `t7`.`amount`,
          `t7`.`margin`,
          `t7`.`unpriced`,
          `t7`.`discount`,
          `t7`.`discounted`,
          `t7`.`branch`,
          `t7`.`cancelled`,
          `t7`.`status_day`,
          `t7`.`status_void`,
          `t5`.`client_id` AS `client_id_right`,
          `t5`.`order_id` AS `order_id_right`,
          `t5`.`refund_void`
        FROM (
          SELECT
            `t1`.`client_id`,
            `t1`.`order_id`,
            CAST(DATE_DIFF(CAST(`t1`.`ordered_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64) AS `day`,
            CAST(DATE_DIFF(CAST(`t1`.`known_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64) AS `known_day`,
            `t1`.`amount_hundredths` AS `amount`,
            COALESCE(`t1`.`margin_hundredths`, 0) AS `margin`,
            IF(`t1`.`margin_hundredths` IS NULL, `t1`.`amount_hundredths`, 0) AS `unpriced`,
            ABS(COALESCE(`t1`.`discount_hundredths`, 0)) AS `discount`,
            IF(COALESCE(`t1`.`discount_hundredths`, 0) = 0, 0, 1) AS `discounted`,
            `t1`.`branch`,
            `t1`.`status` = 'cancelled' AS `cancelled`,
            CAST(DATE_DIFF(CAST(`t1`.`status_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64) AS `status_day`,
            IF(
              `t1`.`status` IN ('cancelled', 'returned') AND (
                `t1`.`status_at` IS NOT NULL
              ),
              GREATEST(
                COALESCE(
                  CAST(DATE_DIFF(CAST(`t1`.`status_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64),
                  CAST(DATE_DIFF(CAST(`t1`.`known_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64)
                ),
                COALESCE(
                  CAST(DATE_DIFF(CAST(`t1`.`known_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64),
                  CAST(DATE_DIFF(CAST(`t1`.`status_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64)
                )
              ),
              CAST(NULL AS INT64)
            ) AS `status_void`
          FROM `orders` AS `t1`
          WHERE
            `t1`.`amount_hundredths` >= 0
        ) AS `t7`
        LEFT OUTER JOIN (
          SELECT
            `t2`.`client_id`,
            `t2`.`order_id`,
            `t2`.`refund_void`
          FROM `winback_undone` AS `t2`
          WHERE
            `t2`.`refund_void` IS NOT NULL
        ) AS `t5`
          ON `t7`.`client_id` = `t5`.`client_id` AND `t7`.`order_id` = `t5`.`order_id`
      ) AS `t8`
    ) AS `t9`
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        `t0`.`client_id`,
        `t0`.`order_id`,
        `t0`.`day`,
        `t0`.`known_day`,
        CAST(NULL AS INT64) AS `void_day`,
        TRUE AS `refund`,
        `t0`.`branch`
      FROM `winback_undoing` AS `t0`
      WHERE
        `t0`.`amount` < 0
    ) AS `t3`
  ) AS `t10`
  WHERE
    NOT (
      `t10`.`refund`
    ) AND `t10`.`branch` IS NOT NULL
)
SELECT
  `t16`.`client_id`,
  `t16`.`branch`,
  `t16`.`day`,
  `t16`.`known_day`,
  `t16`.`void_day`
FROM (
  SELECT
    `t13`.`client_id`,
    `t13`.`branch`,
    `t13`.`day`,
    `t13`.`known_day`,
    `t13`.`void_day`,
    `t15`.`least`,
    `t15`.`most`,
    `t15`.`first`
  FROM `t11` AS `t13`
  INNER JOIN (
    SELECT
      `t12`.`client_id`,
      MIN(`t12`.`branch`) AS `least`,
      MAX(`t12`.`branch`) AS `most`,
      MIN(
        IF(
          (
            `t12`.`void_day` IS NULL
          ) AND (
            `t12`.`known_day` = `t12`.`day`
          ),
          `t12`.`day`,
          CAST(NULL AS INT64)
        )
      ) AS `first`
    FROM `t11` AS `t12`
    GROUP BY
      1
  ) AS `t15`
    ON `t13`.`client_id` = `t15`.`client_id`
) AS `t16`
WHERE
  (
    `t16`.`least` <> `t16`.`most`
  )
  OR NOT (
    (
      `t16`.`void_day` IS NULL
    )
    AND (
      `t16`.`known_day` = `t16`.`day`
    )
    AND (
      `t16`.`day` > `t16`.`first`
    )
  )
) AS `step`
