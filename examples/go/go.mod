module example.com/dwcp/training

go 1.19
