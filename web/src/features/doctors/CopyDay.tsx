import { Button, Menu, Portal } from '@chakra-ui/react'
import { Copy } from 'lucide-react'
import { t } from '../../language/inside.ts'
import { weekdayInWords } from '../../time/zone.ts'
import { weekdays } from './week.ts'

interface CopyDayProps {
  weekday: number
  day: string
  onCopy: (to: readonly number[]) => void
}

/** The hours of one day on another, or on all working days at once. */
export const CopyDay = ({ weekday, day, onCopy }: CopyDayProps) => (
  <Menu.Root lazyMount unmountOnExit positioning={{ placement: 'bottom-end' }}>
    <Menu.Trigger asChild>
      <Button size="sm" variant="ghost" colorPalette="gray" aria-label={t('doctors.form.copyDay', { day })}>
        <Copy aria-hidden />
        {t('doctors.form.copy')}
      </Button>
    </Menu.Trigger>
    <Portal>
      <Menu.Positioner>
        <Menu.Content minW="48">
          <Menu.Item value="weekdays" onClick={() => onCopy(weekdays.slice(0, 5))}>
            {t('doctors.form.weekdays')}
          </Menu.Item>
          {weekdays
            .filter((each) => each !== weekday)
            .map((each) => (
              <Menu.Item key={each} value={String(each)} onClick={() => onCopy([each])}>
                {weekdayInWords(each)}
              </Menu.Item>
            ))}
        </Menu.Content>
      </Menu.Positioner>
    </Portal>
  </Menu.Root>
)
