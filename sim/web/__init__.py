"""The workshop in browsers: screens, links, live updates. It knows no rule and no statistic."""
