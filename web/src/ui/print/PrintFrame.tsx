import { Box, Button, Flex, Theme } from '@chakra-ui/react'
import { Global } from '@emotion/react'
import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { t } from '../../language/t.ts'
import { onPaper } from './paper.ts'

interface PrintFrameProps {
  /** What is printed: its heading stands on the paper. */
  children: ReactNode
  /** When what is on the paper was true: "23 Nov 2026, 10:05". */
  asOf: string
  /** Choices of what is printed, and ways back: they stay on the screen. */
  actions?: ReactNode
}

/**
 * A page that is made to be printed: a sheet of paper under a bar with the button. On paper nothing of the app is left but
 * the sheet, black on white whatever the colours on screen.
 */
export const PrintFrame = ({ children, asOf, actions }: PrintFrameProps) => (
  <>
    <Global styles={onPaper} />
    <Flex gap="3" wrap="wrap" align="end" justify="space-between" mb="5">
      <Flex gap="3" wrap="wrap" align="end" maxW="full">
        {actions}
      </Flex>
      <Button onClick={() => window.print()}>
        <Printer aria-hidden />
        {t('ui.print.button')}
      </Button>
    </Flex>
    <Theme appearance="light" hasBackground={false}>
      <Box
        data-sheet
        bg="white"
        color="black"
        borderWidth="1px"
        borderRadius="l3"
        p={{ base: '5', md: '10' }}
        maxW="210mm"
        // A phone is narrower than paper.
        overflowX="auto"
        tabIndex={0}
        role="region"
        aria-label={t('ui.print.sheet')}
        css={{ colorScheme: 'light' }}
      >
        {children}
        <Box borderTopWidth="1px" mt="6" pt="2" textStyle="xs" color="fg.muted">
          {t('ui.print.asOf', { moment: asOf })}
        </Box>
      </Box>
    </Theme>
  </>
)
