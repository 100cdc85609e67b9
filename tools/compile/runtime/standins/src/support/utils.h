// Stand-in for TVM's src/support/utils.h: included by the tensor cache, which uses nothing of it.
#ifndef HAVERSACK_STANDIN_SUPPORT_UTILS_H_
#define HAVERSACK_STANDIN_SUPPORT_UTILS_H_
#endif  // HAVERSACK_STANDIN_SUPPORT_UTILS_H_
