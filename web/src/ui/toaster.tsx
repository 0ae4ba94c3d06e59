import { Box, Button, Toaster as ChakraToaster, createToaster, Flex, Toast } from '@chakra-ui/react'
import { useRouter } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, Info, type LucideIcon, Siren } from 'lucide-react'
import { t } from '../language/t.ts'

const store = createToaster({ placement: 'bottom-end', pauseOnPageIdle: true, max: 6 })

/** What went wrong stays until somebody has seen it and closes it. */
const stays = (type: string | undefined) => type === 'error' || type === 'warning'

export const toaster: typeof store = {
  ...store,
  create: (toast) => store.create({ ...(stays(toast.type) && { duration: Number.POSITIVE_INFINITY }), ...toast }),
}

const looks: Record<string, { icon: LucideIcon; colour: string }> = {
  success: { icon: CircleCheck, colour: 'green.fg' },
  info: { icon: Info, colour: 'brand.fg' },
  warning: { icon: CircleAlert, colour: 'orange.fg' },
  error: { icon: CircleAlert, colour: 'red.fg' },
  critical: { icon: Siren, colour: 'red.fg' },
}

export function Toaster() {
  const router = useRouter()
  return (
    <ChakraToaster toaster={toaster} aria-label={t('ui.toasts')} insetInline={{ mdDown: '4' }}>
      {(toast) => {
        const { icon: Icon, colour } = looks[toast.type ?? 'info'] ?? { icon: Info, colour: 'brand.fg' }
        const link = typeof toast.meta?.link === 'string' ? toast.meta.link : undefined
        return (
          <Toast.Root width={{ base: 'full', md: 'sm' }}>
            <Box color={colour} pt="0.5">
              <Icon size={18} aria-hidden />
            </Box>
            <Flex direction="column" gap="1" flex="1" minW="0" alignItems="start">
              {toast.title && <Toast.Title>{toast.title}</Toast.Title>}
              {toast.description && <Toast.Description>{toast.description}</Toast.Description>}
              {toast.action && (
                <Toast.ActionTrigger asChild>
                  <Button size="xs" variant="outline" mt="1">
                    {toast.action.label}
                  </Button>
                </Toast.ActionTrigger>
              )}
              {link && (
                <Button size="xs" variant="outline" mt="1" onClick={() => router.history.push(link)}>
                  {t('ui.open')}
                </Button>
              )}
            </Flex>
            <Toast.CloseTrigger aria-label={t('ui.dismiss')} />
          </Toast.Root>
        )
      }}
    </ChakraToaster>
  )
}
