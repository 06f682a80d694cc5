#include "ui/job.h"
