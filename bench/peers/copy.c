/*
 * The least that a program can do with the files of a bundle, with one thread. It reads the model first, and prints only the seconds
 * of what it then does: "write MODEL FOLDER" writes the same files and modes, "compare MODEL FOLDER" reads and compares them.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct item { char *path; char *bytes; size_t size; mode_t mode; };

static struct item *items;
static size_t count, room, top;

static void fail(const char *what) { perror(what); exit(1); }

static void slurp(const char *path, char *into, size_t size)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) fail(path);
    for (size_t done = 0; done < size;) {
        ssize_t n = read(file, into + done, size - done);
        if (n <= 0) fail(path);
        done += (size_t)n;
    }
    close(file);
}

static int visit(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)type;
    (void)walk;
    if (count == room && !(items = realloc(items, (room = 2 * room + 1024) * sizeof *items))) fail("memory");
    struct item *item = &items[count++];
    item->path = strdup(path + top);
    item->mode = info->st_mode;
    item->size = S_ISREG(info->st_mode) ? (size_t)info->st_size : 0;
    item->bytes = malloc(item->size + 1);
    if (!item->path || !item->bytes) fail("memory");
    if (item->size > 0) slurp(path, item->bytes, item->size);
    return 0;
}

static void write_all(const char *folder)
{
    char path[4096];
    umask(0);
    for (size_t i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s%s", folder, items[i].path);
        if (S_ISDIR(items[i].mode)) {
            if (mkdir(path, items[i].mode & 07777) != 0) fail(path);
            continue;
        }
        int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, items[i].mode & 07777);
        if (file < 0 || write(file, items[i].bytes, items[i].size) != (ssize_t)items[i].size) fail(path);
        close(file);
    }
}

static void compare_all(const char *folder)
{
    char path[4096], *bytes = NULL;
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        struct stat info;
        snprintf(path, sizeof path, "%s%s", folder, items[i].path);
        if (stat(path, &info) != 0) fail(path);
        if (S_ISDIR(items[i].mode)) continue;
        if (items[i].size > most && !(bytes = realloc(bytes, most = items[i].size))) fail("memory");
        if ((size_t)info.st_size == items[i].size) slurp(path, bytes, items[i].size);
        if ((size_t)info.st_size != items[i].size || memcmp(bytes, items[i].bytes, items[i].size) != 0) {
            fprintf(stderr, "%s differs\n", path);
            exit(1);
        }
    }
}

int main(int argc, char **argv)
{
    struct timespec start, end;
    if (argc != 4) return 2;
    top = strlen(argv[2]);
    if (nftw(argv[2], visit, 64, FTW_PHYS) != 0) fail(argv[2]);
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (strcmp(argv[1], "write") == 0) write_all(argv[3]);
    else compare_all(argv[3]);
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%.6f\n", (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9);
    return 0;
}
