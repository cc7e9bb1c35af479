/* Loaded before everything else in each process of a service that is struck (LD_PRELOAD): the clock of the
   machine can be put forward or back, and the disk of one folder can give errors. What holds at this moment
   stands in a file that all of them have mapped. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct orders {
    volatile long long seconds_ahead;
    volatile long long disk_errors;
};

static const struct orders well;
static const struct orders *now = &well;
static const char *disk = "";

__attribute__((constructor)) static void begin(void)
{
    const char *file = getenv("EENMAAL_STRUCK_ORDERS"), *folder = getenv("EENMAAL_STRUCK_DISK");
    int opened = file ? open(file, O_RDONLY | O_CLOEXEC) : -1;
    void *mapped = opened < 0 ? MAP_FAILED : mmap(NULL, sizeof well, PROT_READ, MAP_SHARED, opened, 0);
    if (opened >= 0)
        close(opened);
    if (mapped != MAP_FAILED)
        now = mapped;
    if (folder)
        disk = strdup(folder);
}

#define REAL(name) ({ static __typeof__(&name) real; if (!real) real = dlsym(RTLD_NEXT, #name); real; })

static int is_on_disk(const char *path)
{
    return *disk && strncmp(path, disk, strlen(disk)) == 0;
}

static int fails(int file)
{
    char link[32], path[512];
    if (!now->disk_errors)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return is_on_disk(path);
}

static int io_error(void)
{
    errno = EIO;
    return -1;
}

int clock_gettime(clockid_t clock, struct timespec *told)
{
    int done = REAL(clock_gettime)(clock, told);
    if (done == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        told->tv_sec += now->seconds_ahead;
    return done;
}

int gettimeofday(struct timeval *restrict told, void *restrict zone)
{
    int done = REAL(gettimeofday)(told, zone);
    if (done == 0 && told)
        told->tv_sec += now->seconds_ahead;
    return done;
}

time_t time(time_t *told)
{
    time_t seconds = REAL(time)(NULL) + now->seconds_ahead;
    if (told)
        *told = seconds;
    return seconds;
}

int fsync(int file)
{
    return fails(file) ? io_error() : REAL(fsync)(file);
}

ssize_t write(int file, const void *bytes, size_t count)
{
    return fails(file) ? io_error() : REAL(write)(file, bytes, count);
}

ssize_t read(int file, void *bytes, size_t count)
{
    return fails(file) ? io_error() : REAL(read)(file, bytes, count);
}

int rename(const char *from, const char *to)
{
    return now->disk_errors && is_on_disk(to) ? io_error() : REAL(rename)(from, to);
}
