#pragma once
/* Returns once nobody who may execute this binary inside a container can write to it; see own_binary.c. */
void jaula_protect_own_binary(char **argv);
