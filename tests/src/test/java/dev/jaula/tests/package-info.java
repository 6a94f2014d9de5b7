/** Tests through the binary only, with a real kernel. */
@NullMarked
package dev.jaula.tests;

import org.jspecify.annotations.NullMarked;
