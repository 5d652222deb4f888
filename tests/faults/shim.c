/*
 * Stands between a program and the system's file calls (LD_PRELOAD): counts those on files of one folder, lets a chosen
 * one fail, and writes down what was written and what was synced.
 *
 *   ASSAY_FAULT_FOLDER  files below it are watched
 *   ASSAY_FAULT_TRACE   where writes, syncs, cuts, removals and marks are written down, if anywhere
 *
 * The program speaks to it by opening files that do not exist:
 *   /assay-fault/arm/KIND/N/once   the Nth call of the kind from now on fails (0: none, they are only counted)
 *   /assay-fault/arm/KIND/N/on     it and every one after it
 *   /assay-fault/off               no more
 *   /assay-fault/mark/TEXT         TEXT goes into the trace
 *   /assay-fault/count             can be read: "CALLS INJECTED"
 * Kinds: eio (any call), enospc (what takes room), short (half is written, and with `on` nothing more), sync (a sync
 * fails), erofs (what writes: the disk was made read-only under its open files).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)
#define FDS 4096
enum { READ = 1, WRITE = 2, SYNC = 4, ROOM = 8, OTHER = 16, CHANGE = 32 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int watched[FDS]; /* number of the file behind a handle, 0 for those not watched */
static char names[256][512];
static int known;
static const char *folder;
static int trace = -1;
static int armed, sticky, mask, shorten, error_no;
static long at, calls, injected;

static void raw_write(const void *data, size_t size) {
  REAL(ssize_t, "write", int, const void *, size_t);
  const char *from = data;
  while (size > 0) {
    ssize_t done = real(trace, from, size);
    if (done <= 0) abort();
    from += done;
    size -= (size_t)done;
  }
}

/* kind, file, offset, length, bytes */
static void note(char kind, int file, int64_t offset, int64_t length, const void *bytes, size_t size) {
  if (trace < 0) return;
  int64_t head[5] = {kind, file, offset, length, (int64_t)size};
  pthread_mutex_lock(&lock);
  raw_write(head, sizeof head);
  raw_write(bytes, size);
  pthread_mutex_unlock(&lock);
}

__attribute__((constructor)) static void begin(void) {
  folder = getenv("ASSAY_FAULT_FOLDER");
  const char *path = getenv("ASSAY_FAULT_TRACE");
  if (path) {
    REAL(int, "open64", const char *, int, mode_t);
    trace = real(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  }
}

static int below(const char *path) {
  size_t size = folder ? strlen(folder) : 0;
  return size && strncmp(path, folder, size) == 0 && path[size] == '/' && !strstr(path, "-shm");
}

static int number(const char *path) {
  pthread_mutex_lock(&lock);
  int i = 0;
  while (i < known && strcmp(names[i], path)) i++;
  if (i == known && known < 255) snprintf(names[known++], sizeof names[0], "%s", path);
  pthread_mutex_unlock(&lock);
  return i + 1;
}

static int file_of(int fd) { return fd >= 0 && fd < FDS ? watched[fd] : 0; }

/* 1 where this call is to fail, with errno set */
static int fails(int what, size_t size) {
  if (!armed || !(what & mask) || (shorten && !injected && size < 2)) return 0;
  long mine = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
  if (!at || mine < at || (mine > at && !sticky)) return 0;
  __atomic_add_fetch(&injected, 1, __ATOMIC_SEQ_CST);
  errno = error_no;
  return 1;
}

static void arm(const char *order) {
  char kind[16], how[16];
  if (sscanf(order, "%15[^/]/%ld/%15s", kind, &at, how) != 3) return;
  calls = injected = 0;
  sticky = !strcmp(how, "on");
  shorten = !strcmp(kind, "short");
  int locked = !strcmp(kind, "erofs");
  error_no = !strcmp(kind, "enospc") ? ENOSPC : locked ? EROFS : EIO;
  mask = shorten ? WRITE : !strcmp(kind, "sync") ? SYNC : !strcmp(kind, "enospc") ? ROOM : ~0;
  if (locked) mask = WRITE | SYNC | ROOM | CHANGE;
  armed = 1;
}

static int control(const char *order) {
  if (!strncmp(order, "arm/", 4)) arm(order + 4);
  if (!strcmp(order, "off")) armed = 0;
  if (!strncmp(order, "mark/", 5)) note('A', 0, 0, 0, order + 5, strlen(order + 5));
  if (strcmp(order, "count")) {
    errno = ENOENT;
    return -1;
  }
  char said[64];
  int size = snprintf(said, sizeof said, "%ld %ld", calls, injected);
  int fd = memfd_create("count", MFD_CLOEXEC);
  REAL(ssize_t, "write", int, const void *, size_t);
  if (real(fd, said, (size_t)size) != size) abort();
  lseek(fd, 0, SEEK_SET);
  return fd;
}

static int opened(const char *path, int flags, mode_t mode) {
  static const char prefix[] = "/assay-fault/";
  if (!strncmp(path, prefix, sizeof prefix - 1)) return control(path + sizeof prefix - 1);
  REAL(int, "open64", const char *, int, mode_t);
  int ours = below(path);
  int changes = (flags & O_ACCMODE) == O_RDONLY ? 0 : CHANGE;
  if (ours && fails((flags & O_CREAT ? ROOM : 0) | changes | OTHER, 2)) return -1;
  int fresh = ours && (flags & O_CREAT) && access(path, F_OK) != 0;
  int fd = real(path, flags, mode);
  if (fd >= 0 && fd < FDS) {
    watched[fd] = ours ? number(path) : 0;
    if (ours && (fresh || flags & O_TRUNC)) note('N', watched[fd], 0, 0, path, strlen(path));
    if (ours && !fresh) note('O', watched[fd], 0, 0, path, strlen(path));
  }
  return fd;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    va_list more; \
    va_start(more, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
    va_end(more); \
    return opened(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  REAL(int, "close", int);
  if (fd >= 0 && fd < FDS) watched[fd] = 0;
  return real(fd);
}

/* how much of a write is done; 0 where nothing is any more, with errno set */
static size_t part(int file, size_t size) {
  if (!file || !shorten || !fails(WRITE, size)) return size;
  if (__atomic_load_n(&injected, __ATOMIC_SEQ_CST) == 1) return size / 2;
  errno = ENOSPC;
  return 0;
}

#define PWRITE(name) \
  ssize_t name(int fd, const void *from, size_t size, off64_t offset) { \
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t); \
    int file = file_of(fd); \
    if (file && !shorten && fails(WRITE | ROOM, size)) return -1; \
    size_t now = part(file, size); \
    if (!now && size) return -1; \
    ssize_t done = real(fd, from, now, offset); \
    if (file && done > 0) note('W', file, offset, done, from, (size_t)done); \
    return done; \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t write(int fd, const void *from, size_t size) {
  REAL(ssize_t, "write", int, const void *, size_t);
  int file = file_of(fd);
  if (file && !shorten && fails(WRITE | ROOM, size)) return -1;
  off64_t offset = file && trace >= 0 ? lseek64(fd, 0, SEEK_CUR) : 0;
  size_t now = part(file, size);
  if (!now && size) return -1;
  ssize_t done = real(fd, from, now);
  if (file && done > 0) note('W', file, offset, done, from, (size_t)done);
  return done;
}

ssize_t writev(int fd, const struct iovec *parts, int n) {
  REAL(ssize_t, "writev", int, const struct iovec *, int);
  if (!file_of(fd)) return real(fd, parts, n);
  ssize_t all = 0;
  for (int i = 0; i < n; i++) {
    ssize_t done = write(fd, parts[i].iov_base, parts[i].iov_len);
    if (done < 0) return all ? all : -1;
    all += done;
    if ((size_t)done < parts[i].iov_len) break;
  }
  return all;
}

#define PREAD(name) \
  ssize_t name(int fd, void *to, size_t size, off64_t offset) { \
    REAL(ssize_t, "pread64", int, void *, size_t, off64_t); \
    if (file_of(fd) && fails(READ, size)) return -1; \
    return real(fd, to, size, offset); \
  }
PREAD(pread)
PREAD(pread64)

ssize_t read(int fd, void *to, size_t size) {
  REAL(ssize_t, "read", int, void *, size_t);
  if (file_of(fd) && fails(READ, size)) return -1;
  return real(fd, to, size);
}

static int synced(int fd, int (*real)(int)) {
  int file = file_of(fd);
  if (file && fails(SYNC, 2)) {
    note('F', file, 0, 0, "", 0);
    return -1;
  }
  int done = real(fd);
  if (file && done == 0) note('S', file, 0, 0, "", 0);
  return done;
}

int fsync(int fd) {
  REAL(int, "fsync", int);
  return synced(fd, real);
}

int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  return synced(fd, real);
}

#define TRUNCATE(name) \
  int name(int fd, off64_t size) { \
    REAL(int, "ftruncate64", int, off64_t); \
    int file = file_of(fd); \
    if (file && fails(OTHER | ROOM, 2)) return -1; \
    int done = real(fd, size); \
    if (file && done == 0) note('T', file, size, 0, "", 0); \
    return done; \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define STAT(name, kind) \
  int name(int fd, kind *about) { \
    REAL(int, #name, int, kind *); \
    if (file_of(fd) && fails(OTHER, 2)) return -1; \
    return real(fd, about); \
  }
STAT(fstat, struct stat)
STAT(fstat64, struct stat64)

int unlink(const char *path) {
  REAL(int, "unlink", const char *);
  if (below(path) && fails(OTHER | CHANGE, 2)) return -1;
  int done = real(path);
  if (done == 0 && below(path)) note('U', number(path), 0, 0, "", 0);
  return done;
}

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  if (below(to) && fails(OTHER | ROOM, 2)) return -1;
  int done = real(from, to);
  if (done == 0 && below(to)) note('R', number(from), number(to), 0, "", 0);
  return done;
}
