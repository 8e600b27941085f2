SELECT
  CAST(`client_id` AS STRING) AS `client_id`,
  `contacted_at`,
  CAST(`day` AS INT64) AS `day`,
  CAST(`known_day` AS INT64) AS `known_day`,
  CAST(`inbound` AS BOOL) AS `inbound`,
  CAST(`outbound` AS BOOL) AS `outbound`,
  CAST(`fruitless` AS BOOL) AS `fruitless`,
  CAST(`informative` AS BOOL) AS `informative`,
  CAST(`refused` AS BOOL) AS `refused`,
  CAST(`reached` AS BOOL) AS `reached`,
  CAST(`minutes` AS INT64) AS `minutes`,
  CAST(`next_day` AS INT64) AS `next_day`,
  CAST(`pause` AS INT64) AS `pause`,
  CAST(`outbound_pause` AS INT64) AS `outbound_pause`,
  CAST(`reached_day` AS INT64) AS `reached_day`,
  CAST(`first_reached_day` AS INT64) AS `first_reached_day`,
  CAST(`inbound_day` AS INT64) AS `inbound_day`,
  CAST(`outbound_day` AS INT64) AS `outbound_day`,
  CAST(`informative_day` AS INT64) AS `informative_day`,
  CAST(`pauses` AS INT64) AS `pauses`,
  CAST(`fruitless_run` AS INT64) AS `fruitless_run`,
  CAST(`run_day` AS INT64) AS `run_day`
FROM (
SELECT
  `t4`.*
  EXCEPT (`begins`, `number`)
FROM (
  SELECT
    `t3`.`client_id`,
    `t3`.`contacted_at`,
    `t3`.`day`,
    `t3`.`known_day`,
    `t3`.`inbound`,
    `t3`.`outbound`,
    `t3`.`fruitless`,
    `t3`.`informative`,
    `t3`.`refused`,
    `t3`.`reached`,
    `t3`.`minutes`,
    `t3`.`number`,
    `t3`.`next_day`,
    `t3`.`begins`,
    `t3`.`pause`,
    `t3`.`outbound_pause`,
    `t3`.`reached_day`,
    `t3`.`first_reached_day`,
    `t3`.`inbound_day`,
    `t3`.`outbound_day`,
    `t3`.`informative_day`,
    SUM(IF(`t3`.`pause` > 0, 1, 0)) OVER (
      PARTITION BY `t3`.`client_id`
      ORDER BY `t3`.`number` ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS `pauses`,
    `t3`.`number` - COALESCE(
      MAX(IF(`t3`.`fruitless`, CAST(NULL AS INT64), `t3`.`number`)) OVER (
        PARTITION BY `t3`.`client_id`
        ORDER BY `t3`.`number` ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ),
      -1
    ) AS `fruitless_run`,
    MAX(IF(`t3`.`begins`, `t3`.`day`, CAST(NULL AS INT64))) OVER (
      PARTITION BY `t3`.`client_id`
      ORDER BY `t3`.`number` ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS `run_day`
  FROM (
    SELECT
      `t2`.`client_id`,
      `t2`.`contacted_at`,
      `t2`.`day`,
      `t2`.`known_day`,
      `t2`.`inbound`,
      `t2`.`outbound`,
      `t2`.`fruitless`,
      `t2`.`informative`,
      `t2`.`refused`,
      `t2`.`reached`,
      `t2`.`minutes`,
      `t2`.`number`,
      LEAD(`t2`.`day`) OVER (PARTITION BY `t2`.`client_id` ORDER BY `t2`.`number` ASC) AS `next_day`,
      `t2`.`fruitless`
      AND NOT (
        LAG(`t2`.`fruitless`, 1, FALSE) OVER (PARTITION BY `t2`.`client_id` ORDER BY `t2`.`number` ASC)
      ) AS `begins`,
      IF(`t2`.`reached`, `t2`.`day`, CAST(NULL AS INT64)) - MAX(IF(`t2`.`reached`, `t2`.`day`, CAST(NULL AS INT64))) OVER (
        PARTITION BY `t2`.`client_id`
        ORDER BY `t2`.`number` ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
      ) AS `pause`,
      IF(`t2`.`outbound` AND `t2`.`reached`, `t2`.`day`, CAST(NULL AS INT64)) - MAX(IF(`t2`.`outbound` AND `t2`.`reached`, `t2`.`day`, CAST(NULL AS INT64))) OVER (
        PARTITION BY `t2`.`client_id`
        ORDER BY `t2`.`number` ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
      ) AS `outbound_pause`,
      MAX(IF(`t2`.`reached`, `t2`.`day`, CAST(NULL AS INT64))) OVER (
        PARTITION BY `t2`.`client_id`
        ORDER BY `t2`.`number` ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS `reached_day`,
      MIN(IF(`t2`.`reached`, `t2`.`day`, CAST(NULL AS INT64))) OVER (
        PARTITION BY `t2`.`client_id`
        ORDER BY `t2`.`number` ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS `first_reached_day`,
      MAX(IF(`t2`.`inbound`, `t2`.`day`, CAST(NULL AS INT64))) OVER (
        PARTITION BY `t2`.`client_id`
        ORDER BY `t2`.`number` ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS `inbound_day`,
      MAX(IF(`t2`.`outbound` AND `t2`.`reached`, `t2`.`day`, CAST(NULL AS INT64))) OVER (
        PARTITION BY `t2`.`client_id`
        ORDER BY `t2`.`number` ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS `outbound_day`,
      MAX(IF(`t2`.`informative`, `t2`.`day`, CAST(NULL AS INT64))) OVER (
        PARTITION BY `t2`.`client_id`
        ORDER BY `t2`.`number` ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS `informative_day`
    FROM (
      SELECT
        `t1`.`client_id`,
        `t1`.`contacted_at`,
        `t1`.`day`,
        `t1`.`known_day`,
        `t1`.`inbound`,
        `t1`.`outbound`,
        `t1`.`fruitless`,
        `t1`.`informative`,
        `t1`.`refused`,
        `t1`.`reached`,
        `t1`.`minutes`,
        ROW_NUMBER() OVER (
          PARTITION BY `t1`.`client_id`
          ORDER BY `t1`.`contacted_at` ASC, `t1`.`fruitless` DESC
        ) - 1 AS `number`
      FROM (
        SELECT
          `t0`.`client_id`,
          `t0`.`contacted_at`,
          CAST(DATE_DIFF(CAST(`t0`.`contacted_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64) AS `day`,
          CAST(DATE_DIFF(CAST(`t0`.`known_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64) AS `known_day`,
          COALESCE(`t0`.`direction` = 'in', FALSE) AS `inbound`,
          COALESCE(`t0`.`direction` = 'out', FALSE) AS `outbound`,
          COALESCE(`t0`.`outcome`, 'not told') IN ('none', 'no_answer', 'refused') AS `fruitless`,
          COALESCE(`t0`.`outcome`, 'not told') IN ('order', 'information') AS `informative`,
          COALESCE(`t0`.`outcome`, 'not told') = 'refused' AS `refused`,
          COALESCE(`t0`.`outcome`, 'not told') <> 'no_answer' AS `reached`,
          CAST(ROUND(`t0`.`response_hours` * 60) AS INT64) AS `minutes`
        FROM `contacts` AS `t0`
      ) AS `t1`
    ) AS `t2`
  ) AS `t3`
) AS `t4`
) AS `step`
