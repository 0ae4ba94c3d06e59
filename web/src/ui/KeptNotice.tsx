import { Button, Flex, Text } from '@chakra-ui/react'
import { History } from 'lucide-react'
import { t } from '../language/t.ts'
import { keepsFocus } from './focus.ts'

/** What stands in the form was typed before. */
const KeptNotice = ({ onClear }: { onClear: () => void }) => (
  <Flex ref={keepsFocus} gap="2" align="center" bg="bg.subtle" borderRadius="l2" ps="3" pe="1" py="1" textStyle="sm">
    <History size={16} aria-hidden />
    <Text flex="1" role="status">
      {t('ui.kept')}
    </Text>
    <Button size="xs" variant="ghost" onClick={onClear}>
      {t('ui.clear')}
    </Button>
  </Flex>
)

export default KeptNotice
