"""The heart: workflow, rules, actions, queries of cases, reports and events."""
