/*
 * A file system with one file, "disk", for a loop device to lie on: what is written to it is
 * appended to a log before it is answered, in the order in which it came, and so is each flush.
 *
 * blocklog MOUNT_POINT IMAGE LOG; it prints "ready" and ends when it is unmounted. A record of the
 * log: offset (8 bytes), length (4 bytes), bytes; a flush has the offset -1 and the length 0.
 * Discards are refused, and what the kernel does instead is a write. Needs root.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_WRITE (128 << 10)
#define DISK 2

static int fuse, image, logfile;
static uint64_t size;

static void reply(uint64_t unique, int error, const void *data, size_t length) {
  struct fuse_out_header out = {.len = sizeof out + length, .error = -error, .unique = unique};
  struct iovec parts[2] = {{&out, sizeof out}, {(void *)data, length}};
  if (writev(fuse, parts, length == 0 ? 1 : 2) < 0 && errno != ENOENT) {
    perror("reply");
    exit(1);
  }
}

static struct fuse_attr attributes(uint64_t node) {
  struct fuse_attr attr = {.ino = node, .nlink = 1, .blksize = 4096};
  attr.mode = node == DISK ? S_IFREG | 0600 : S_IFDIR | 0700;
  attr.size = node == DISK ? size : 0;
  attr.blocks = attr.size / 512;
  return attr;
}

static void append(uint64_t offset, const void *bytes, uint32_t length) {
  char head[12];
  memcpy(head, &offset, 8);
  memcpy(head + 8, &length, 4);
  struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, length}};
  if (writev(logfile, parts, 2) != (ssize_t)(sizeof head + length)) {
    perror("log");
    exit(1);
  }
}

static void answer(struct fuse_in_header *in, char *body) {
  static char bytes[MAX_WRITE];
  switch (in->opcode) {
    case FUSE_INIT: {
      struct fuse_init_in *init = (void *)body;
      struct fuse_init_out out = {.major = FUSE_KERNEL_VERSION, .minor = 31};
      out.max_readahead = init->max_readahead;
      out.max_write = MAX_WRITE;
      out.max_background = 16;
      out.congestion_threshold = 12;
      out.time_gran = 1;
      reply(in->unique, 0, &out, sizeof out);
      break;
    }
    case FUSE_LOOKUP:
      if (strcmp(body, "disk") == 0) {
        struct fuse_entry_out out = {.nodeid = DISK, .attr_valid = 3600, .entry_valid = 3600};
        out.attr = attributes(DISK);
        reply(in->unique, 0, &out, sizeof out);
      } else {
        reply(in->unique, ENOENT, NULL, 0);
      }
      break;
    case FUSE_GETATTR:
    case FUSE_SETATTR: {
      struct fuse_attr_out out = {.attr_valid = 3600, .attr = attributes(in->nodeid)};
      reply(in->unique, 0, &out, sizeof out);
      break;
    }
    case FUSE_OPEN:
    case FUSE_OPENDIR: {
      struct fuse_open_out out = {.fh = 1};
      reply(in->unique, 0, &out, sizeof out);
      break;
    }
    case FUSE_READ: {
      struct fuse_read_in *read = (void *)body;
      size_t wanted = read->size < MAX_WRITE ? read->size : MAX_WRITE;
      ssize_t got = pread(image, bytes, wanted, read->offset);
      reply(in->unique, got < 0 ? errno : 0, bytes, got < 0 ? 0 : got);
      break;
    }
    case FUSE_WRITE: {
      struct fuse_write_in *write = (void *)body;
      struct fuse_write_out out = {.size = write->size};
      append(write->offset, write + 1, write->size);
      if (pwrite(image, write + 1, write->size, write->offset) != (ssize_t)write->size) {
        perror("image");
        exit(1);
      }
      reply(in->unique, 0, &out, sizeof out);
      break;
    }
    case FUSE_FSYNC:
      append(UINT64_MAX, "", 0);
      reply(in->unique, 0, NULL, 0);
      break;
    case FUSE_STATFS: {
      struct fuse_statfs_out out = {.st = {.bsize = 4096, .namelen = 255}};
      reply(in->unique, 0, &out, sizeof out);
      break;
    }
    case FUSE_FLUSH:
    case FUSE_RELEASE:
    case FUSE_RELEASEDIR:
    case FUSE_DESTROY:
      reply(in->unique, 0, NULL, 0);
      break;
    case FUSE_FORGET:
    case FUSE_BATCH_FORGET:
    case FUSE_INTERRUPT:
      break;
    case FUSE_FALLOCATE:
      reply(in->unique, EOPNOTSUPP, NULL, 0);
      break;
    default:
      reply(in->unique, ENOSYS, NULL, 0);
  }
}

int main(int argc, char **argv) {
  static char request[MAX_WRITE + (64 << 10)] __attribute__((aligned(8)));
  char options[128];
  struct stat found;
  fuse = open("/dev/fuse", O_RDWR | O_CLOEXEC);
  image = argc == 4 ? open(argv[2], O_RDWR) : -1;
  logfile = argc == 4 ? open(argv[3], O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
  if (fuse < 0 || image < 0 || logfile < 0 || fstat(image, &found) != 0) {
    perror("blocklog");
    return 1;
  }
  size = found.st_size;
  snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=0,group_id=0", fuse);
  if (mount("blocklog", argv[1], "fuse", MS_NOSUID | MS_NODEV, options) != 0) {
    perror("mount");
    return 1;
  }
  puts("ready");
  fflush(stdout);
  for (;;) {
    ssize_t length = read(fuse, request, sizeof request);
    if (length < 0 && errno == ENODEV) {
      return 0;
    }
    if (length < 0 && errno != EINTR && errno != EAGAIN && errno != ENOENT) {
      perror("request");
      return 1;
    }
    if (length > 0) {
      answer((void *)request, request + sizeof(struct fuse_in_header));
    }
  }
}
