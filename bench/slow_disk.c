/* A disk that takes SLOW_DISK_MS milliseconds at the least to say that all is on it, for every program that is
 * started with it: Isso waits for the disk four times for a comment, this site once for a post.
 *
 *     gcc -shared -fPIC -o var/slow_disk.so bench/slow_disk.c -ldl
 *     LD_PRELOAD=$PWD/var/slow_disk.so SLOW_DISK_MS=2 .venv/bin/python bench/writing.py --isso ...
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1e3 + at.tv_nsec / 1e6;
}

static int slowly(const char *name, int file) {
    int (*sync)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    double until = now() + atof(getenv("SLOW_DISK_MS"));
    int done = sync(file);
    double left = until - now();
    if (left > 0) usleep((useconds_t)(left * 1000));
    return done;
}

int fdatasync(int file) { return slowly("fdatasync", file); }
int fsync(int file) { return slowly("fsync", file); }
