SELECT
  CAST(`client_id` AS STRING) AS `client_id`,
  CAST(`manager` AS STRING) AS `manager`,
  `valid_from`,
  CAST(`day` AS INT64) AS `day`,
  CAST(`known_day` AS INT64) AS `known_day`,
  CAST(`end_day` AS INT64) AS `end_day`,
  CAST(`dismissed` AS BOOL) AS `dismissed`,
  CAST(`changed` AS BOOL) AS `changed`
FROM (
SELECT
  `t1`.`client_id`,
  `t1`.`manager`,
  `t1`.`valid_from`,
  `t1`.`day`,
  `t1`.`known_day`,
  `t1`.`end_day`,
  `t1`.`dismissed`,
  COALESCE(
    `t1`.`manager` <> LAG(`t1`.`manager`) OVER (PARTITION BY `t1`.`client_id` ORDER BY `t1`.`valid_from` ASC, `t1`.`manager` ASC),
    FALSE
  ) AS `changed`
FROM (
  SELECT
    `t0`.`client_id`,
    `t0`.`manager`,
    `t0`.`valid_from`,
    CAST(DATE_DIFF(CAST(`t0`.`valid_from` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64) AS `day`,
    CAST(DATE_DIFF(CAST(`t0`.`known_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64) AS `known_day`,
    CAST(DATE_DIFF(CAST(`t0`.`valid_to` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64) AS `end_day`,
    COALESCE(`t0`.`dismissed`, FALSE) AS `dismissed`
  FROM `managers` AS `t0`
) AS `t1`
) AS `step`
