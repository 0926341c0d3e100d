module example.com/tenancy

go 1.19
