SELECT
  CAST(`client_id` AS STRING) AS `client_id`,
  CAST(`day` AS INT64) AS `day`,
  CAST(`known_day` AS INT64) AS `known_day`,
  CAST(`void_day` AS INT64) AS `void_day`,
  CAST(`replaced_day` AS INT64) AS `replaced_day`,
  CAST(`cancelled` AS BOOL) AS `cancelled`,
  CAST(`amount` AS INT64) AS `amount`,
  CAST(`margin` AS INT64) AS `margin`,
  CAST(`unpriced` AS INT64) AS `unpriced`,
  CAST(`times` AS INT64) AS `times`
FROM (
SELECT
  `t8`.`client_id`,
  `t8`.`day`,
  `t8`.`known_day`,
  `t8`.`void_day`,
  `t8`.`replaced_day`,
  `t8`.`cancelled`,
  `t8`.`amount`,
  `t8`.`margin`,
  `t8`.`unpriced`,
  IF(`t8`.`order_id` IS NULL, `t8`.`rows`, 1) AS `times`
FROM (
  SELECT
    `t7`.`client_id`,
    `t7`.`order_id`,
    `t7`.`day`,
    `t7`.`known_day`,
    `t7`.`void_day`,
    `t7`.`replaced_day`,
    `t7`.`cancelled`,
    COUNT(*) AS `rows`,
    SUM(`t7`.`amount`) AS `amount`,
    SUM(`t7`.`margin`) AS `margin`,
    SUM(`t7`.`unpriced`) AS `unpriced`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t0`.`client_id`,
        `t0`.`order_id`,
        `t0`.`status_day` AS `day`,
        `t0`.`status_void` AS `known_day`,
        `t0`.`status_void` AS `void_day`,
        CAST(NULL AS INT64) AS `replaced_day`,
        `t0`.`cancelled`,
        `t0`.`amount`,
        `t0`.`margin`,
        `t0`.`unpriced`
      FROM `winback_undoing` AS `t0`
      WHERE
        `t0`.`amount` >= 0
    ) AS `t3`
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        `t5`.`client_id`,
        `t5`.`order_id`,
        `t5`.`day`,
        `t5`.`known_day`,
        `t2`.`order_void` AS `void_day`,
        `t2`.`undone_by_status` AS `replaced_day`,
        FALSE AS `cancelled`,
        -(
          `t5`.`amount`
        ) AS `amount`,
        -(
          `t5`.`margin`
        ) AS `margin`,
        -(
          `t5`.`unpriced`
        ) AS `unpriced`
      FROM (
        SELECT
          *
        FROM `winback_undoing` AS `t0`
        WHERE
          `t0`.`amount` < 0
      ) AS `t5`
      LEFT OUTER JOIN `winback_undone` AS `t2`
        ON `t5`.`client_id` = `t2`.`client_id` AND `t5`.`order_id` = `t2`.`order_id`
    ) AS `t6`
  ) AS `t7`
  GROUP BY
    1,
    2,
    3,
    4,
    5,
    6,
    7
) AS `t8`
) AS `step`
