print("spans")
