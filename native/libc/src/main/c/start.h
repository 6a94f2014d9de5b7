#pragma once
extern char **jaula_argv;
