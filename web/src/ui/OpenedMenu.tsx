import { Menu, Portal } from '@chakra-ui/react'
import type { ReactElement } from 'react'

export interface MenuChoice {
  value: string
  label: string
  onSelect: () => void
  /** Takes something away. */
  isGrave?: boolean
}

interface OpenedMenuProps {
  trigger: ReactElement
  choices: MenuChoice[]
}

/** A menu that is open when it comes. For `FirstUse`, by `lazy`: menus are a fifteenth of the script of a page. */
const OpenedMenu = ({ trigger, choices }: OpenedMenuProps) => (
  <Menu.Root defaultOpen lazyMount unmountOnExit positioning={{ placement: 'bottom-end' }}>
    <Menu.Trigger asChild>{trigger}</Menu.Trigger>
    <Portal>
      <Menu.Positioner>
        <Menu.Content minW="48">
          {choices.map(({ value, label, onSelect, isGrave }) => (
            <Menu.Item key={value} value={value} onClick={onSelect} {...(isGrave && { color: 'fg.error' })}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Content>
      </Menu.Positioner>
    </Portal>
  </Menu.Root>
)

export default OpenedMenu
