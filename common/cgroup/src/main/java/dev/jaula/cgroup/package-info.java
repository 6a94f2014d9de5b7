/** Control groups v1, v2 and hybrid: resources to file writes, and statistics back. */
@org.jspecify.annotations.NullMarked
package dev.jaula.cgroup;
