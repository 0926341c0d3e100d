#include "CCatalog.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char catalog[] = {
#embed "catalog.tsv"
};

const unsigned char *tocsin_catalog_bytes(size_t *count) {
  *count = sizeof catalog;
  return catalog;
}
