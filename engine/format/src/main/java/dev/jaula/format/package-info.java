/** What Docker's --format and --filter mean: templates, tables, sizes, ages, filters. */
@org.jspecify.annotations.NullMarked
package dev.jaula.format;
