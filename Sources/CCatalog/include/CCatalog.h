#pragma once
#include <stddef.h>

/// The framework catalog: UTF-8 rows of six tab-separated fields, the first row naming them.
extern const unsigned char *tocsin_catalog_bytes(size_t *count);
