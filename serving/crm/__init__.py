"""How scores and tasks reach a CRM: runnable scripts for Bitrix24, amoCRM and HubSpot, by Python alone."""
