/** Seccomp rules and their compiler to classic BPF, a balanced tree per architecture. */
@org.jspecify.annotations.NullMarked
package dev.jaula.seccomp;
