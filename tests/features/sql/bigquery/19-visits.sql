SELECT
  CAST(`client_id` AS STRING) AS `client_id`,
  CAST(`day` AS INT64) AS `day`,
  CAST(`known_day` AS INT64) AS `known_day`,
  CAST(`visits` AS INT64) AS `visits`
FROM (
SELECT
  `t0`.`client_id`,
  CAST(DATE_DIFF(CAST(`t0`.`seen_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64) AS `day`,
  CAST(DATE_DIFF(CAST(`t0`.`known_at` AS DATE), CAST('1970-01-01' AS DATE), DAY) AS INT64) AS `known_day`,
  COALESCE(`t0`.`visits`, 1) AS `visits`
FROM `activity` AS `t0`
WHERE
  COALESCE(`t0`.`visits`, 1) > 0
) AS `step`
