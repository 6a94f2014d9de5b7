/** The interpreter that performs the steps of a plan, and undoes them when one fails. */
@org.jspecify.annotations.NullMarked
package dev.jaula.perform;
