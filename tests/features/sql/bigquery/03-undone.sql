SELECT
  CAST(`client_id` AS STRING) AS `client_id`,
  CAST(`order_id` AS STRING) AS `order_id`,
  CAST(`refund_void` AS INT64) AS `refund_void`,
  CAST(`undone_by_status` AS INT64) AS `undone_by_status`,
  CAST(`order_void` AS INT64) AS `order_void`
FROM (
SELECT
  *
FROM (
  SELECT
    `t5`.`client_id`,
    `t5`.`order_id`,
    `t11`.`refund_void`,
    `t5`.`status_void` AS `undone_by_status`,
    LEAST(
      COALESCE(
        COALESCE(`t5`.`status_void`, `t11`.`refund_void`),
        COALESCE(`t11`.`refund_void`, `t5`.`status_void`)
      ),
      COALESCE(
        COALESCE(`t11`.`refund_void`, `t5`.`status_void`),
        COALESCE(`t5`.`status_void`, `t11`.`refund_void`)
      )
    ) AS `order_void`
  FROM (
    SELECT
      `t0`.`client_id`,
      `t0`.`order_id`,
      MIN(`t0`.`status_void`) AS `status_void`
    FROM `winback_refunded` AS `t0`
    GROUP BY
      1,
      2
  ) AS `t5`
  LEFT OUTER JOIN (
    SELECT
      `t9`.`client_id`,
      `t9`.`order_id`,
      MIN(`t9`.`known_day`) AS `refund_void`
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t7`.`client_id`,
          `t7`.`order_id`,
          `t7`.`known_day`,
          `t7`.`bought`,
          `t7`.`net`,
          SUM(`t7`.`bought`) OVER (
            PARTITION BY `t7`.`client_id`, `t7`.`order_id`
            ORDER BY `t7`.`known_day` ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS `bought_so_far`,
          SUM(`t7`.`net`) OVER (
            PARTITION BY `t7`.`client_id`, `t7`.`order_id`
            ORDER BY `t7`.`known_day` ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS `net_so_far`
        FROM (
          SELECT
            `t6`.`client_id`,
            `t6`.`order_id`,
            `t6`.`known_day`,
            SUM(`t6`.`bought`) AS `bought`,
            SUM(`t6`.`net`) AS `net`
          FROM (
            SELECT
              *
            FROM (
              SELECT
                `t0`.`client_id`,
                `t0`.`order_id`,
                `t0`.`known_day`,
                `t0`.`amount` AS `bought`,
                `t0`.`amount` AS `net`
              FROM `winback_refunded` AS `t0`
            ) AS `t2`
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                `t1`.`client_id`,
                `t1`.`order_id`,
                `t1`.`known_day`,
                0 AS `bought`,
                `t1`.`amount` AS `net`
              FROM `winback_undoing` AS `t1`
              WHERE
                `t1`.`amount` < 0 AND `t1`.`order_id` IS NOT NULL
            ) AS `t4`
          ) AS `t6`
          GROUP BY
            1,
            2,
            3
        ) AS `t7`
      ) AS `t8`
      WHERE
        `t8`.`bought_so_far` > 0 AND `t8`.`net_so_far` <= 0
    ) AS `t9`
    GROUP BY
      1,
      2
  ) AS `t11`
    ON `t5`.`client_id` = `t11`.`client_id` AND `t5`.`order_id` = `t11`.`order_id`
) AS `t12`
WHERE
  `t12`.`order_void` IS NOT NULL
) AS `step`
