inventory = {"all": {"children": {"vmss": {"hosts": {}, "vars": {"az": "1"}}}}}
tool = {"az": ["vmss", "list"]}
