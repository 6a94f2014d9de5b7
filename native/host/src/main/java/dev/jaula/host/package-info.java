/** What this machine is and keeps: facts for the planner, compiled filters, id maps. */
@org.jspecify.annotations.NullMarked
package dev.jaula.host;
