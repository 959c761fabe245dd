import type { Module } from './platform/module.ts'
import { platformTexts } from './platform/texts.ts'
import { auditPages, auditRoutes } from './audit.ts'
import { calendarRoutes } from './calendar.ts'
import { noticeRoutes } from './notifications.ts'
import { personRoutes } from './people.ts'
import { sealJob } from './seal.ts'
import { clearDocuments } from './retention.ts'
import { clearArrivals, fileRoutes } from './uploads.ts'
import { sweepFiles } from './documents.ts'
import { texts } from './texts.ts'

/** The kernel as one of the modules the server mounts. */
export const kernelModule: Module = {
  name: 'kernel',
  routes: [...auditRoutes, ...calendarRoutes, ...fileRoutes, ...noticeRoutes, ...personRoutes],
  pages: auditPages,
  texts: { vi: { ...platformTexts.vi, ...texts.vi }, en: { ...platformTexts.en, ...texts.en } },
  jobs: [
    sealJob,
    { name: 'arrivals', everySeconds: 3600, run: clearArrivals },
    { name: 'documents', everySeconds: 3600, run: clearDocuments },
    { name: 'files', everySeconds: 6 * 3600, run: sweepFiles }
  ]
}
